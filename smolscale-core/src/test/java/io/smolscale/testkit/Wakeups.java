package io.smolscale.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// How often threads of this process have gone to sleep so far, as Linux counts it: each time is
/// one wake-up before. Nobody but the thread's own waker makes this number grow, however busy the
/// machine.
public final class Wakeups {
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final String COUNTER = "voluntary_ctxt_switches:";

  private Wakeups() {}

  /// Whether this system counts them.
  public static boolean canBeCounted() {
    return Files.isReadable(TASKS.resolve(ProcessHandle.current().pid() + "/status"));
  }

  /// The wake-ups of all threads whose name begins like this. Linux keeps 15 characters of a name.
  public static long ofThreads(String prefix) throws IOException {
    List<Path> tasks;
    try (Stream<Path> entries = Files.list(TASKS)) {
      tasks = entries.toList();
    }
    long sum = 0;
    for (Path task : tasks) {
      try {
        if (Files.readString(task.resolve("comm")).startsWith(prefix)) {
          sum += voluntary(task);
        }
      } catch (NoSuchFileException _) {
        // a thread that has ended meanwhile
      }
    }
    return sum;
  }

  private static long voluntary(Path task) throws IOException {
    try (Stream<String> lines = Files.lines(task.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith(COUNTER))
          .mapToLong(line -> Long.parseLong(line.substring(COUNTER.length()).strip()))
          .sum();
    }
  }
}
