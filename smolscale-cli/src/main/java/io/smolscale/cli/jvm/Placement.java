package io.smolscale.cli.jvm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a service with one processor runs, and the load beside it.
///
/// @param before what starts its JVM on that processor
/// @param words how it is done, as the end of a sentence
public record Placement(List<String> before, String words) {
  /// What a JVM in a pod with one processor sees, however it is confined.
  public static final List<String> JVM_OPTIONS = List.of("-XX:ActiveProcessorCount=1");

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  private static final Placement TOLD =
      new Placement(List.of(), "by -XX:ActiveProcessorCount=1, as there is no taskset here");

  /// Gives the last processor that this process may use to the service and keeps the others, where
  /// the system has a command for it.
  public static Placement takeTurns() throws InterruptedException {
    List<Integer> processors = allowed();
    Optional<Path> taskset = taskset();
    if (processors.isEmpty() || taskset.isEmpty()) {
      return TOLD;
    }
    String command = taskset.get().toString();
    int last = processors.getLast();
    List<String> before = List.of(command, "-c", String.valueOf(last));
    if (processors.size() == 1) {
      return new Placement(before, "number " + last + ", which it shares with the load");
    }
    boolean moved = moveAway(command, processors.subList(0, processors.size() - 1));
    return new Placement(
        before,
        "number %d, with the load on %s"
            .formatted(last, moved ? "others" : "any of " + processors.size()));
  }

  /// Returns whether the system keeps the service on its processor.
  public boolean isConfined() {
    return !before.isEmpty();
  }

  /// Returns the numbers in a list such as `0-3,8`.
  static List<Integer> parse(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : list.strip().split(",", -1)) {
      String[] ends = part.split("-", -1);
      for (int n = Integer.parseInt(ends[0]); n <= Integer.parseInt(ends[ends.length - 1]); n++) {
        numbers.add(n);
      }
    }
    return numbers;
  }

  private static boolean moveAway(String taskset, List<Integer> processors)
      throws InterruptedException {
    List<String> numbers = processors.stream().map(String::valueOf).toList();
    String pid = String.valueOf(ProcessHandle.current().pid());
    try {
      return new ProcessBuilder(taskset, "-a", "-c", "-p", String.join(",", numbers), pid)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Integer> allowed() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(ALLOWED))
          .findFirst()
          .map(line -> parse(line.substring(ALLOWED.length())))
          .orElse(List.of());
    } catch (IOException e) {
      return List.of(); // not on Linux
    }
  }

  private static Optional<Path> taskset() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "taskset"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
