import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs google-java-format over every Java source of the build. The root POM starts it, in the
/// repository's root, with `check` (name the files and fail) or `fix` (rewrite them).
final class Format {
  private static final String HOW_TO_FIX = "./mvnw -q -N -Pformat validate";

  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean fix = args[0].equals("fix");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    arguments.addAll(sources());

    StringWriter misformatted = new StringWriter();
    PrintWriter err = new PrintWriter(System.err, true);
    Main formatter =
        new Main(new PrintWriter(misformatted, true), err, InputStream.nullInputStream());
    int exit = formatter.format(arguments.toArray(String[]::new));
    if (exit != 0) {
      err.println("Not in google-java-format's form; to fix:  " + HOW_TO_FIX);
      misformatted.toString().lines().sorted().map("  "::concat).forEach(err::println);
    }
    System.exit(exit);
  }

  /// `build/` and each module's `src/`: main, java8 and test, but nothing generated. A module may
  /// be in the folder of another.
  private static List<String> sources() throws IOException {
    int deepest = 2;
    try (Stream<Path> modules =
        Files.find(Path.of(""), deepest, (m, _) -> Files.exists(m.resolve("pom.xml")))) {
      List<Path> roots = new ArrayList<>(modules.map(m -> m.resolve("src")).toList());
      roots.add(Path.of("build"));
      List<String> sources = new ArrayList<>();
      for (Path root : roots.stream().filter(Files::isDirectory).toList()) {
        try (Stream<Path> files = Files.walk(root)) {
          files.map(Path::toString).filter(f -> f.endsWith(".java")).forEach(sources::add);
        }
      }
      return sources;
    }
  }
}
