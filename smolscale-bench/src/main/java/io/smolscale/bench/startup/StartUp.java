package io.smolscale.bench.startup;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./smolscale bench startup`
@Command(
    name = "startup",
    description = "Times the start and end of two small programs, with and without smolscale.",
    footer = {
      "",
      "Each figure is the median wall time of whole processes that took turns. \"Empty loader\" is"
          + " a",
      "system class loader that does nothing: the JVM takes fewer classes from its archive with"
          + " any",
      "such loader, and the option file cannot be cheaper. On a busy machine the figures grow, and",
      "their differences with them."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class StartUp implements Callable<Integer> {
  private static final Path CORE =
      Path.of(System.getProperty("smolscale.root", ""), "smolscale-core", "target");

  private static final List<Class<?>> PROGRAMS = List.of(Line.class, OneThread.class);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "how often to start each (default: ${DEFAULT-VALUE})")
  private int rounds = 20;

  @Option(
      names = "--options",
      paramLabel = "FILE",
      description = "the option file of smolscale (default: ${DEFAULT-VALUE})")
  private Path options = CORE.resolve("smolscale.args");

  @Option(
      names = "--agent",
      paramLabel = "FILE",
      description = "the jar for -javaagent (default: ${DEFAULT-VALUE})")
  private Path agent = CORE.resolve("smolscale.jar");

  @Option(names = "--json", description = "print the figures as JSON")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path emptyLoader = Files.createTempFile("empty-loader", ".jar");
    try {
      writeJar(emptyLoader);
      Map<String, long[]> millis = measure(sides(emptyLoader));
      System.out.println(json ? JSON.std.asString(millis) : table(millis));
      return 0;
    } finally {
      Files.delete(emptyLoader);
    }
  }

  private Map<String, List<String>> sides(Path emptyLoader) {
    Map<String, List<String>> sides = new LinkedHashMap<>();
    sides.put("plain", List.of());
    sides.put(
        "empty loader",
        List.of(
            "-Xbootclasspath/a:" + emptyLoader,
            "-Djava.system.class.loader=" + EmptyLoader.class.getName(),
            "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
            "-Xlog:cds=error"));
    sides.put("option file", List.of("@" + options));
    sides.put("agent", List.of("-javaagent:" + agent));
    return sides;
  }

  /// Returns the median milliseconds of each side, program by program.
  private Map<String, long[]> measure(Map<String, List<String>> sides)
      throws IOException, InterruptedException {
    Map<String, long[][]> all = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, List<String>> side : sides.entrySet()) {
        long[][] figures =
            all.computeIfAbsent(side.getKey(), _ -> new long[PROGRAMS.size()][rounds]);
        for (int program = 0; program < PROGRAMS.size(); program++) {
          figures[program][round] = nanos(side.getValue(), PROGRAMS.get(program));
        }
      }
    }
    Map<String, long[]> medians = new LinkedHashMap<>();
    all.forEach((side, nanos) ->
        medians.put(side, Arrays.stream(nanos).mapToLong(StartUp::medianMillis).toArray()));
    return medians;
  }

  private static long nanos(List<String> jvmOptions, Class<?> program)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("exit code " + process.exitValue() + " of " + command);
    }
    return System.nanoTime() - start;
  }

  private static long medianMillis(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return Math.round(sorted[sorted.length / 2] / 1e6);
  }

  private static String table(Map<String, long[]> millis) {
    StringBuilder table =
        new StringBuilder("milliseconds, medians    prints a line    starts a virtual thread\n");
    long[] empty = millis.getOrDefault("empty loader", new long[PROGRAMS.size()]);
    millis.forEach((side, figures) ->
        table.append(
            String.format(
                Locale.ROOT,
                "%-22s %8d (%+4d) %14d (%+4d)%n",
                side,
                figures[0],
                figures[0] - empty[0],
                figures[1],
                figures[1] - empty[1])));
    return table.append("in parentheses: more than with the empty loader").toString();
  }

  /// A jar as smolscale's own for the boot class path: no manifest, and no entries for folders.
  private static void writeJar(Path file) throws IOException {
    String name = EmptyLoader.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
        InputStream bytes = EmptyLoader.class.getResourceAsStream("/" + name)) {
      jar.putNextEntry(new JarEntry(name));
      if (bytes == null) {
        throw new IOException("there is no " + name);
      }
      bytes.transferTo(jar);
    }
  }
}
