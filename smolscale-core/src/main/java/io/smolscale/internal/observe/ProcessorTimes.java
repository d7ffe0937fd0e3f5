package io.smolscale.internal.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// What Linux knows of the processor time of this process, by its files. Elsewhere, and where a
/// kernel keeps no such account, nothing. To read one takes some 20 microseconds.
public final class ProcessorTimes {
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final Path GROUPS = Path.of("/proc/self/cgroup");
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");
  private static final long NANOS_IN_MICRO = 1_000;

  private ProcessorTimes() {}

  /// The account of one thread.
  ///
  /// @param ran how long it has run on a processor, in nanoseconds
  /// @param waited how long it could have run and had none, in nanoseconds
  public record OfThread(long ran, long waited) {
    /// Of a thread whose account is not kept.
    public static final OfThread UNKNOWN = new OfThread(-1, -1);
  }

  /// Returns the account of a thread of this process.
  ///
  /// @param number the system's number of the thread; that of a thread which is not there has none
  public static OfThread of(int number) {
    if (number < 0) {
      return OfThread.UNKNOWN;
    }
    String[] parts = text(TASKS.resolve(number + "/schedstat")).strip().split(" ", -1);
    if (parts.length < 2) {
      return OfThread.UNKNOWN;
    }
    try {
      long ran = Long.parseLong(parts[0]);
      return ran == 0 ? OfThread.UNKNOWN : new OfThread(ran, Long.parseLong(parts[1]));
    } catch (NumberFormatException _) {
      return OfThread.UNKNOWN;
    }
  }

  /// Returns for how long this process's control group has been throttled, in nanoseconds: its
  /// limit, or that of a group above it, was used up. Empty where there is no such account.
  public static OptionalLong throttled() {
    return throttled(lines(GROUPS), MOUNT);
  }

  /// @param groups the lines `number:controllers:path` of a process
  static OptionalLong throttled(List<String> groups, Path mount) {
    boolean second = Files.exists(mount.resolve("cgroup.controllers"));
    Path top = second ? mount : mount.resolve("cpu");
    OptionalLong most = throttledIn(top);
    Path group = top;
    for (Path name : Path.of(relative(pathOf(groups, second ? "" : "cpu")))) {
      group = group.resolve(name);
      most = max(most, throttledIn(group));
    }
    return most;
  }

  private static OptionalLong throttledIn(Path group) {
    for (String line : lines(group.resolve("cpu.stat"))) {
      String[] parts = line.split(" ", -1);
      if (parts.length == 2) {
        switch (parts[0]) {
          case "throttled_usec" -> {
            return OptionalLong.of(Long.parseLong(parts[1]) * NANOS_IN_MICRO);
          }
          case "throttled_time" -> {
            return OptionalLong.of(Long.parseLong(parts[1]));
          }
          default -> {}
        }
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong max(OptionalLong one, OptionalLong other) {
    return one.isEmpty() || (other.isPresent() && other.getAsLong() > one.getAsLong())
        ? other
        : one;
  }

  private static String relative(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  /// @param controller empty for the one hierarchy of version 2
  private static String pathOf(List<String> groups, String controller) {
    for (String line : groups) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains(controller)) {
        return parts[2];
      }
    }
    return "";
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) { // it is not there, or no more
      return "";
    }
  }

  private static List<String> lines(Path file) {
    return text(file).lines().toList();
  }
}
