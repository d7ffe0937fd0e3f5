package io.smolscale.cli.top;

import io.smolscale.cli.jvm.Schedstat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the operating system knows of a process. Linux only: elsewhere it is empty. The process
/// itself has no part in it.
///
/// @param known whether there is anything
/// @param cpuNanos what all its threads have used
/// @param threads of those asked for: time on a processor, and in a queue for one, by their numbers
/// @param throttledNanos how long the container's limit has stopped it
record Kernel(boolean known, long cpuNanos, Map<Long, Schedstat> threads, long throttledNanos) {
  private static final Kernel NOTHING = new Kernel(false, 0, Map.of(), 0);
  private static final long NANOS_PER_TICK = 10_000_000; // USER_HZ is 100 wherever Linux runs a JVM
  private static final int UTIME = 11; // fields of /proc/PID/stat, behind the name
  private static final int STIME = 12;

  Kernel {
    threads = Map.copyOf(threads);
  }

  /// Reads it.
  ///
  /// @param proc the folder of the process
  /// @param systemIds the threads to ask for
  static Kernel read(Path proc, List<Long> systemIds) {
    try {
      String stat = Files.readString(proc.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
      Map<Long, Schedstat> threads = new HashMap<>();
      for (long id : systemIds) {
        Schedstat usage = Schedstat.of(proc, id);
        if (usage != null) {
          threads.put(id, usage);
        }
      }
      return new Kernel(true, ticks * NANOS_PER_TICK, threads, throttled(proc));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      return NOTHING;
    }
  }

  /// By the control group (version 2) that the process is in.
  private static long throttled(Path proc) {
    try {
      for (String line : Files.readAllLines(proc.resolve("cgroup"))) {
        if (line.startsWith("0::")) {
          return throttledIn(Path.of("/sys/fs/cgroup" + line.substring(3), "cpu.stat"));
        }
      }
    } catch (IOException e) {
      // as if there were no limit
    }
    return 0;
  }

  private static long throttledIn(Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("throttled_usec ")) {
        return Long.parseLong(line.substring("throttled_usec ".length()).strip()) * 1_000;
      }
    }
    return 0;
  }
}
