package io.smolscale.bench.pages;

import static java.util.Locale.ROOT;

import io.smolscale.bench.result.Latency;
import io.smolscale.bench.result.Row;
import io.smolscale.bench.result.Row.Ratios;
import io.smolscale.bench.result.Spread;
import io.smolscale.bench.result.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Fills the blocks of a page that quote figures of a run.
///
/// A block begins with a comment that names the run and holds a template, goes on with the filled
/// template, and ends with another comment:
///
/// ```text
/// <!-- figures 2026-11-24-two-cores
/// | blocking HTTP | {cpu http-1000 http-10000} |
/// -->
/// | blocking HTTP | 0.56 / 0.57 |
/// <!-- end of figures -->
/// ```
///
/// In braces stand a figure and workloads. `cpu`, `wall`, `switches`, `p99` and `rate` (operations
/// a second, one over `wall`) are ratios of smolscale to the first variant, or of the variant named
/// in front, as in `jdk-1:cpu`. `cpu-us`, `p50-us` and `p99-us` are its microseconds, `a-second`
/// its operations a second, and `memory-mb` is what it had at most. With `range` between figure and
/// workloads the smallest and the largest of them are shown, and with `spread` the median, and all
/// that was measured.
final class Figures {
  static final String BEGIN = "<!-- figures ";
  private static final String END = "<!-- end of figures -->";
  private static final Pattern BLOCK =
      Pattern.compile(BEGIN + "(\\S+)\n(.*?)-->\n(.*?)" + END, Pattern.DOTALL);
  private static final Pattern FIGURE = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final String OURS = "smolscale";

  private final Summary run;

  private Figures(Summary run) {
    this.run = run;
  }

  /// Returns the page with all its blocks filled.
  ///
  /// @param runs finds a run by its name
  static String filled(String page, Function<String, Summary> runs) {
    final Matcher blocks = BLOCK.matcher(page);
    final StringBuilder text = new StringBuilder();
    int found = 0;
    for (; blocks.find(); found++) {
      final String run = blocks.group(1);
      final String template = blocks.group(2);
      final String filled = new Figures(runs.apply(run)).fill(template);
      blocks.appendReplacement(
          text, Matcher.quoteReplacement(BEGIN + run + "\n" + template + "-->\n" + filled + END));
    }
    blocks.appendTail(text);
    if (page.split(Pattern.quote(BEGIN), -1).length != found + 1) {
      throw new IllegalArgumentException("a block of figures has no end, or no line to itself");
    }
    return text.toString();
  }

  /// Returns the name of the run that the first block quotes.
  static String firstRun(String page) {
    final Matcher block = BLOCK.matcher(page);
    if (!block.find()) {
      throw new IllegalArgumentException("no block of figures");
    }
    return block.group(1);
  }

  private String fill(String template) {
    return FIGURE.matcher(template).replaceAll(place -> Matcher.quoteReplacement(figure(place)));
  }

  private String figure(MatchResult place) {
    final List<String> words = SPACES.splitAsStream(place.group(1).strip()).toList();
    final String what = words.getFirst();
    final String form = words.size() > 1 ? words.get(1) : "";
    return switch (form) {
      case "range" -> range(values(what, words.subList(2, words.size())));
      case "spread" -> spread(values(what, words.subList(2, words.size())).getFirst());
      default ->
          values(what, words.subList(1, words.size())).stream()
              .map(value -> number(value.median()))
              .collect(Collectors.joining(" / "));
    };
  }

  private List<Spread> values(String what, List<String> workloads) {
    final int colon = what.indexOf(':');
    final String variant = colon < 0 ? OURS : what.substring(0, colon);
    final List<Spread> values = new ArrayList<>();
    for (final String workload : workloads) {
      final Spread value = value(row(workload, variant), what.substring(colon + 1));
      if (value == null) {
        throw new IllegalArgumentException(workload + " has no " + what);
      }
      values.add(value);
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException("of which workload is the figure " + what + "?");
    }
    return values;
  }

  private Row row(String workload, String variant) {
    return row(run, workload, variant);
  }

  /// Returns what a run found out about a workload under a variant.
  static Row row(Summary run, String workload, String variant) {
    return run.rows().stream()
        .filter(row -> row.workload().equals(workload) && row.variant().name().equals(variant))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + workload + " under " + variant));
  }

  private static @Nullable Spread value(Row row, String figure) {
    return switch (figure) {
      case "cpu" -> ratios(row).cpu();
      case "wall" -> ratios(row).wall();
      case "switches" -> ratios(row).switches();
      case "p99" -> ratios(row).p99();
      case "rate" -> {
        final Spread wall = ratios(row).wall();
        yield wall == null ? null : wall.inverse();
      }
      case "a-second" -> row.perSecond();
      case "memory-mb" -> Objects.requireNonNull(row.residentBytes()).dividedBy(1e6);
      case "cpu-us" -> Objects.requireNonNull(row.cpuNanos()).dividedBy(1e3);
      case "p50-us" -> row.latency(Latency::p50);
      case "p99-us" -> row.latency(Latency::p99);
      default -> throw new IllegalArgumentException("no figure is called " + figure);
    };
  }

  private static Ratios ratios(Row row) {
    final Ratios ratios = row.ratios();
    if (ratios == null) {
      throw new IllegalArgumentException(row.workload() + " has no ratios");
    }
    return ratios;
  }

  private static String range(List<Spread> values) {
    return between(
        values.stream().mapToDouble(Spread::median).min().orElseThrow(),
        values.stream().mapToDouble(Spread::median).max().orElseThrow());
  }

  private static String spread(Spread value) {
    return number(value.median()) + " (" + between(value.min(), value.max()) + ")";
  }

  private static String between(double low, double high) {
    return number(low) + "–" + number(high);
  }

  /// Returns a ratio with two digits behind the point, or something larger with none.
  private static String number(double value) {
    return String.format(ROOT, value < 9.995 ? "%.2f" : "%,.0f", value);
  }
}
