package io.smolscale.bench.pages;

import io.smolscale.bench.result.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Writes the figures of committed runs into the pages that quote them, and the plot of the first
/// page. From the top of the repository:
///
/// ```text
/// java -cp smolscale-bench/target/smolscale-bench.jar io.smolscale.bench.pages.Pages
/// ```
///
/// The plot shows the run that the first block of README quotes.
public final class Pages {
  static final String PLOT = "docs/cpu-a-request.svg";
  private static final String FIRST_PAGE = "README.md";

  private final Path root;
  private final Map<String, Summary> runs = new HashMap<>();

  Pages(Path root) {
    this.root = root;
  }

  /// Writes what is stale, and prints its names.
  public static void main(String[] args) throws IOException {
    final Pages pages = new Pages(Path.of(args.length > 0 ? args[0] : ""));
    for (final Map.Entry<String, String> stale : pages.stale().entrySet()) {
      Files.writeString(pages.root.resolve(stale.getKey()), stale.getValue());
      System.out.println(stale.getKey());
    }
  }

  /// Returns the files that are not as the results have them: by name, as they should be.
  Map<String, String> stale() throws IOException {
    final Map<String, String> stale = new TreeMap<>();
    for (final Path file : pages()) {
      final String page = Files.readString(file);
      if (page.contains(Figures.BEGIN)) {
        compare(stale, file, page, Figures.filled(page, this::run));
      }
    }
    final Path plot = root.resolve(PLOT);
    final String first = Files.readString(root.resolve(FIRST_PAGE));
    compare(
        stale,
        plot,
        Files.exists(plot) ? Files.readString(plot) : "",
        FrontPlot.of(run(Figures.firstRun(first))));
    return stale;
  }

  private void compare(Map<String, String> stale, Path file, String is, String shouldBe) {
    if (!is.equals(shouldBe)) {
      stale.put(root.relativize(file).toString(), shouldBe);
    }
  }

  private List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.concat(Stream.of(root.resolve(FIRST_PAGE)), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }

  private Summary run(String name) {
    return runs.computeIfAbsent(
        name,
        _ -> {
          try {
            return Summary.read(root.resolve("docs/benchmarks").resolve(name, "results.json"));
          } catch (IOException e) {
            throw new UncheckedIOException("no results of " + name, e);
          }
        });
  }
}
