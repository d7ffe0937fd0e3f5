package io.smolscale.bench.kit;

import io.smolscale.bench.result.Environment;
import io.smolscale.cli.Version;
import io.smolscale.cli.report.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./smolscale bench kit`
@Command(
    name = "kit",
    description = {
      "Makes one file that measures another machine: a script with a Java runtime and all else in"
          + " it.",
      "",
      "It runs on any Linux of this machine's architecture, without network, Maven or an installed"
          + " Java:  sh smolscale-kit.sh --help",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class KitCommand implements Callable<Integer> {
  private static final Path ROOT = Path.of(System.getProperty("smolscale.root", ""));
  private static final String BENCH_JAR = "smolscale-bench.jar";
  private static final Path CORE_JAR =
      ROOT.resolve(Path.of("smolscale-core", "target", "smolscale.jar"));
  private static final double MEGA = 1 << 20;

  /// What the kit's workloads do without: the micro-benchmarks' harness, and pools and servers that
  /// do not compete there.
  private static final List<String> LEFT_OUT =
      List.of(
          "jmh-core",
          "jopt-simple",
          "commons-math3",
          "kotlin",
          "annotations",
          "pekko",
          "smolscale-pekko",
          "scala-library",
          "config",
          "reactor-core",
          "reactive-streams",
          "netty",
          "jline");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "where it goes; an older kit there is replaced (default: ${DEFAULT-VALUE})")
  private Path output = ROOT.resolve(Path.of("smolscale-bench", "target", "smolscale-kit.sh"));

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireWritable();
    if (!"Linux".equals(System.getProperty("os.name"))) {
      throw CommandException.failure("a kit is made on Linux, and for Linux");
    }
    Path stage = Files.createTempDirectory("smolscale-kit");
    try {
      System.err.println("making a Java runtime ...");
      Runtimes.make(stage.resolve("jdk"));
      copyJars(stage);
      System.err.println("packing ...");
      String commit = Environment.here().commit();
      new KitFile(KitFile.thisMachine(), commit).write(stage, output);
      System.out.printf(
          Locale.ROOT,
          "%s: %.1f MiB, for Linux on %s. There:  sh %s%n",
          output,
          Files.size(output) / MEGA,
          KitFile.thisMachine(),
          output.getFileName());
      return 0;
    } finally {
      delete(stage);
    }
  }

  private void requireWritable() throws IOException {
    if (!KitFile.mayReplace(output)) {
      throw wrong(output + " is there already, and is no kit; name another file with -o");
    }
    Path folder = output.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw wrong("cannot write to the folder of " + output + "; name another file with -o");
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  /// As the manifest of the benchmarks' jar expects them.
  private void copyJars(Path stage) throws IOException {
    if (!Files.isRegularFile(CORE_JAR)) {
      throw CommandException.failure(
          "there is no " + CORE_JAR + "; ./mvnw -DskipTests package makes it");
    }
    Files.createDirectories(stage.resolve("lib"));
    Files.copy(CORE_JAR, stage.resolve("lib").resolve("smolscale.jar"));
    Path bench = benchJar();
    Path folder = Files.createDirectories(stage.resolve("bench"));
    Files.copy(bench, folder.resolve(BENCH_JAR));
    for (String name : classPath(bench)) {
      String file = Path.of(name).getFileName().toString();
      if (LEFT_OUT.stream().noneMatch(file::startsWith)) {
        Path to = folder.resolve(name);
        Files.createDirectories(to.getParent());
        Files.copy(bench.resolveSibling(name), to);
      }
    }
  }

  /// The jar that this runs in: it is started with -jar.
  private static Path benchJar() {
    Path jar = Path.of(System.getProperty("java.class.path", ""));
    if (!jar.endsWith(BENCH_JAR)) {
      throw CommandException.failure("run it as  ./smolscale bench kit");
    }
    return jar;
  }

  private static List<String> classPath(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      String path = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return List.of(path.split(" ", -1));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
