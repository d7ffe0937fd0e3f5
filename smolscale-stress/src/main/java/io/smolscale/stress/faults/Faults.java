package io.smolscale.stress.faults;

import io.smolscale.Smolscale;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// One error a JVM, at random points: see the package.
public final class Faults {
  private static final String USAGE =
      """
      Usage: faults [--runs N] [--seed S] [--point P --visit V --error STACK|MEMORY|CLASS] [--help]

      Starts JVMs that work on smolscale while one error is thrown in its own code, and checks that
      no task is lost and that it ends.

        --runs N      how many JVMs (default: 20)
        --seed S      repeats the draws of a run (default: another one each time; it is printed)
        --point P, --visit V, --error E   one JVM, as a line of the output says
        --help        this text

      Exit code: 0 all is well, 1 something was lost or hangs, 2 wrong usage.
      """;
  private static final long LIMIT_SECONDS = 300;
  private static final int MOST_SEEDS = 1_000_000_000; // easy to type
  private static final int MOST_VISITS = 40; // of a point, to draw from: later ones are like these
  private static final int USAGE_ERROR = 2;
  private static final List<Hook.Kind> KINDS = List.of(Hook.Kind.values());

  private final Path classes;
  private final List<String> points;
  private final List<String> options;

  private Faults(Path classes, List<String> points, List<String> options) {
    this.classes = classes;
    this.points = points;
    this.options = options;
  }

  /// Runs it, and exits with 0 if all was well.
  ///
  /// @param args see `--help`
  public static void main(String[] args) throws Exception {
    int runs = 20;
    long seed = RandomGenerator.getDefault().nextInt(MOST_SEEDS);
    int point = -1;
    int visit = 1;
    Hook.Kind error = Hook.Kind.MEMORY;
    try {
      for (Iterator<String> rest = List.of(args).iterator(); rest.hasNext(); ) {
        switch (rest.next()) {
          case "--runs" -> runs = Integer.parseInt(rest.next());
          case "--seed" -> seed = Long.parseLong(rest.next());
          case "--point" -> point = Integer.parseInt(rest.next());
          case "--visit" -> visit = Integer.parseInt(rest.next());
          case "--error" -> error = Hook.Kind.valueOf(rest.next());
          default -> throw new IllegalArgumentException("unknown option");
        }
      }
    } catch (RuntimeException e) {
      System.err.print(USAGE);
      System.exit(List.of(args).contains("--help") ? 0 : USAGE_ERROR);
    }
    Path folder = Files.createTempDirectory("smolscale-faults");
    Injector injector = new Injector();
    injector.copy(core(folder), folder.resolve("classes"));
    List<String> options = List.of(System.getProperty("faults.options", "").split(" ", -1));
    Faults faults = new Faults(folder.resolve("classes"), injector.points(), options);
    boolean well = point >= 0 ? faults.run(point, visit, error) : faults.runAll(runs, seed);
    delete(folder);
    System.exit(well ? 0 : 1);
  }

  /// The classes of the core, as they are in front of us.
  private static Path core(Path folder) throws IOException, URISyntaxException {
    Path from =
        Path.of(Smolscale.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(from)) {
      return from;
    }
    Path unpacked = folder.resolve("unpacked");
    try (var jar = FileSystems.newFileSystem(from)) {
      Path root = jar.getPath("/");
      try (var all = Files.walk(root)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          Path target = unpacked.resolve(root.relativize(file).toString());
          Files.createDirectories(Objects.requireNonNull(target.getParent()));
          Files.copy(file, target);
        }
      }
    }
    return unpacked;
  }

  private boolean runAll(int runs, long seed) throws IOException, InterruptedException {
    System.out.printf("faults: %d JVMs, %d points, seed %d%n", runs, points.size(), seed);
    Map<Integer, Integer> visited = census();
    SplittableRandom random = new SplittableRandom(seed);
    int lost = 0;
    for (int i = 0; i < runs; ) {
      // From all points, whoever comes to them: which are visited differs a little from run to run,
      // and one seed is to give nearly the same draws everywhere.
      int point = random.nextInt(points.size());
      int visit = 1 + random.nextInt(MOST_VISITS);
      Hook.Kind error = KINDS.get(random.nextInt(KINDS.size()));
      Integer times = visited.get(point);
      if (times != null) {
        lost += run(point, 1 + (visit - 1) % times, error) ? 0 : 1;
        i++;
      }
    }
    System.out.printf("faults: %s, seed %d%n", lost == 0 ? "all is well" : lost + " LOST", seed);
    return lost == 0;
  }

  /// Returns the points that a run without an error comes to, and how often.
  private Map<Integer, Integer> census() throws IOException, InterruptedException {
    Map<Integer, Integer> visited = new HashMap<>();
    for (String line : child("-D" + Hook.POINTS + "=" + points.size()).lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("visited")) {
        visited.put(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      }
    }
    if (visited.isEmpty()) {
      throw new IllegalStateException("no point was visited");
    }
    System.out.printf("faults: %d points are visited%n", visited.size());
    return visited;
  }

  private boolean run(int point, int visit, Hook.Kind error)
      throws IOException, InterruptedException {
    String output =
        child(
            "-D" + Hook.POINT + "=" + point,
            "-D" + Hook.VISIT + "=" + visit,
            "-D" + Hook.ERROR + "=" + error);
    boolean well = output.contains("all is well");
    System.out.printf(
        "%s --point %d --visit %d --error %s: %s%s%n",
        well ? "well" : "LOST",
        point,
        visit,
        error,
        points.get(point),
        output.contains("all is well: null") ? " (not reached)" : "");
    if (!well) {
      System.out.println(output);
    }
    return well;
  }

  private String child(String... properties) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    options.stream().filter(option -> !option.isEmpty()).forEach(command::add);
    command.addAll(List.of(properties));
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            classes + File.pathSeparator + System.getProperty("java.class.path"),
            Victim.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return output;
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
