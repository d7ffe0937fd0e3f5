import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// Compiles what goes beside the JDK's own classes, which Maven's compiler has no words for.
///
/// - `src/main/bridge`: classes in packages of `java.base`. The program puts them there while it
///   runs, so they go into the jar as strings of a generated class: a resource would take longer to
///   read.
/// - `src/main/boot`: the system class loader. No module may hold its package, so it goes to
///   `META-INF/boot`, from where `java -jar smolscale.jar args` takes it.
///
/// A second generated class knows the version, which the boot class path has no manifest for.
///
/// The POM of smolscale-core starts it in that folder, with the version.
final class JdkClasses {
  private static final Path MAIN = Path.of("src", "main");
  private static final Path TARGET = Path.of("target");
  private static final Path GENERATED = TARGET.resolve("generated-sources").resolve("jdk");

  private JdkClasses() {}

  public static void main(String[] args) throws IOException {
    String version = args[0];
    Path bridge = TARGET.resolve("bridge");
    compile(MAIN.resolve("bridge"), bridge, List.of("--patch-module=java.base=src/main/bridge"));
    compile(
        MAIN.resolve("boot"),
        TARGET.resolve("classes").resolve("META-INF").resolve("boot"),
        // The -source of an old release hides nothing of the JDK, as --release would.
        List.of(
            "-source",
            "9",
            "-target",
            "9",
            "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED"));
    write(
        "io.smolscale.internal.jdk",
        "BridgeClasses",
        "/// The class files of `src/main/bridge`, a byte a character.\n",
        constants(bridge));
    write(
        "io.smolscale.internal.runtime",
        "Version",
        "/// The version of these classes.\n",
        List.of("  public static final String NUMBER = \"" + version + "\";"));
  }

  private static void compile(Path sources, Path classes, List<String> options) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-d", classes.toString(), "-g", "-proc:none", "-XDstringConcat=inline"));
    // not options: javac would warn that release 9 is old, which is the point of it
    arguments.addAll(List.of("-Xlint:all,-options", "-Werror"));
    arguments.addAll(options);
    files(sources, ".java").forEach(file -> arguments.add(file.toString()));
    int exit =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (exit != 0) {
      System.exit(exit);
    }
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  private static List<String> constants(Path classes) throws IOException {
    List<String> constants = new ArrayList<>();
    for (Path file : files(classes, ".class")) {
      String name = file.getFileName().toString().replace(".class", "");
      constants.add("  static final String " + constant(name) + " = \"" + text(file) + "\";");
    }
    return constants;
  }

  /// `SmolscaleThreads` as `SMOLSCALE_THREADS`.
  private static String constant(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(java.util.Locale.ROOT);
  }

  private static String text(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (byte b : Files.readAllBytes(file)) {
      text.append("\\%03o".formatted(b & 0xFF));
    }
    return text.toString();
  }

  private static void write(String packageName, String name, String comment, List<String> members)
      throws IOException {
    Path folder = Files.createDirectories(GENERATED.resolve(packageName.replace('.', '/')));
    String text =
        """
        package %s;

        %spublic final class %s {
          private %s() {}

        %s
        }
        """
            .formatted(packageName, comment, name, name, String.join("\n", members));
    Path file = folder.resolve(name + ".java");
    if (!Files.exists(file) || !Files.readString(file).equals(text)) { // or all is compiled again
      Files.writeString(file, text, UTF_8);
    }
  }
}
