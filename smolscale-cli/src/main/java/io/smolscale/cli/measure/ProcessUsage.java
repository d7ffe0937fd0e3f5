package io.smolscale.cli.measure;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a process has used since it began: a whole but coarse CPU time from the operating system,
/// and on Linux fine figures per thread.
///
/// @param cpu of all threads, those that have ended too, in steps of about 10 ms
/// @param tasks the living threads by their ids; empty where there is no `/proc`
public record ProcessUsage(Optional<Duration> cpu, Map<String, Task> tasks) {
  /// The CPU time's step, with some room: user and system time are rounded down each.
  private static final long CPU_STEP_NANOS = 20_000_000;

  private static final String SWITCHES = "ctxt_switches:";

  /// One thread's time on a CPU, and how often it left one, by its own will or not.
  public record Task(long cpuNanos, long switches) {
    static final Task NEW = new Task(0, 0);
  }

  /// The difference of two readings.
  ///
  /// @param switches too low by what the ended threads did after the first reading
  public record Used(OptionalLong cpuNanos, OptionalLong switches, int endedThreads) {}

  public static ProcessUsage of(ProcessHandle process) {
    return new ProcessUsage(
        process.info().totalCpuDuration(), tasks(Path.of("/proc/" + process.pid() + "/task")));
  }

  public Used since(ProcessUsage earlier) {
    long taskNanos = 0;
    long switches = 0;
    for (Map.Entry<String, Task> entry : tasks.entrySet()) {
      Task before = earlier.tasks.getOrDefault(entry.getKey(), Task.NEW);
      taskNanos += entry.getValue().cpuNanos - before.cpuNanos;
      switches += entry.getValue().switches - before.switches;
    }
    int ended = (int) earlier.tasks.keySet().stream().filter(id -> !tasks.containsKey(id)).count();
    return new Used(
        cpuSince(earlier, taskNanos),
        tasks.isEmpty() ? OptionalLong.empty() : OptionalLong.of(switches),
        ended);
  }

  /// The threads' sum is exact but misses those that ended; the process's own figure misses nothing
  /// but is coarse. So the sum counts as far as the coarse figure bears it out.
  private OptionalLong cpuSince(ProcessUsage earlier, long taskNanos) {
    if (cpu.isEmpty() || earlier.cpu.isEmpty()) {
      return OptionalLong.empty();
    }
    long coarse = cpu.get().minus(earlier.cpu.get()).toNanos();
    return OptionalLong.of(
        taskNanos == 0
            ? coarse
            : Math.clamp(taskNanos, coarse - CPU_STEP_NANOS, coarse + CPU_STEP_NANOS));
  }

  private static Map<String, Task> tasks(Path directory) {
    Map<String, Task> tasks = new HashMap<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          read(entry).ifPresent(task -> tasks.put(entry.getFileName().toString(), task));
        }
      } catch (IOException e) {
        return Map.of(); // the process has ended; whoever talks to it will notice
      }
    }
    return tasks;
  }

  private static Optional<Task> read(Path task) {
    try {
      long switches = 0;
      for (String line : Files.readAllLines(task.resolve("status"))) {
        int at = line.indexOf(SWITCHES); // voluntary_ctxt_switches, nonvoluntary_ctxt_switches
        if (at >= 0) {
          switches += Long.parseLong(line.substring(at + SWITCHES.length()).strip());
        }
      }
      return Optional.of(new Task(cpuNanos(task.resolve("schedstat")), switches));
    } catch (IOException e) {
      return Optional.empty(); // the thread has ended since the directory was listed
    }
  }

  private static long cpuNanos(Path schedstat) throws IOException {
    if (!Files.exists(schedstat)) {
      return 0; // a kernel without these statistics
    }
    String text = Files.readString(schedstat);
    return Long.parseLong(text.substring(0, text.indexOf(' ')));
  }
}
