package io.smolscale.cli.pods;

import io.smolscale.cli.report.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A control group of Linux's that gets a part of one processor, as a pod with a limit of `500m`
/// does. Closing it takes it away again.
///
/// @param group its folder
/// @param part of one processor
record Quota(Path group, double part) implements AutoCloseable {
  /// Within each of these the group may use its part: what Kubernetes and Docker set.
  private static final long PERIOD_MICROS = 100_000;

  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final Path MINE = Path.of("/proc/self/cgroup");
  private static final String PROCESSES = "cgroup.procs";
  private static final int TRIES =
      50; // a group whose last process has ended is free a little later
  private static final long MILLIS_BETWEEN_TRIES = 20;

  /// Makes the group, below that of this process.
  static Quota of(double part) {
    try {
      return in(parent(Files.readAllLines(MINE)), part);
    } catch (IOException e) {
      throw CommandException.failure(
          "--quota %s: cannot make a control group (%s); run it as root, or without --quota in a"
                  .formatted(part, e)
              + " container that has the quota: docker run --cpus "
              + part);
    }
  }

  /// Returns the folder of the group that limits the processors of a process.
  ///
  /// @param lines of its `/proc/PID/cgroup`
  static Path parent(List<String> lines) throws IOException {
    return lines.stream()
        .map(line -> line.split(":", 3))
        .filter(parts -> parts.length == 3)
        .flatMap(parts -> folder(parts[1], parts[2]).stream())
        .findFirst()
        .orElseThrow(() -> new IOException("this process is in no group for processors"));
  }

  /// Of version 1, whose controllers have a folder each, or of version 2, which has one for all.
  private static Optional<Path> folder(String controllers, String group) {
    String below = group.substring(1);
    return controllers.isEmpty()
        ? Optional.of(ROOT.resolve(below)).filter(at -> Files.exists(at.resolve("cpu.max")))
        : Stream.of(controllers.split(","))
            .filter("cpu"::equals)
            .map(_ -> ROOT.resolve(controllers).resolve(below))
            .findFirst();
  }

  private static Quota in(Path parent, double part) throws IOException {
    Path group =
        Files.createDirectory(parent.resolve("smolscale-pods-" + ProcessHandle.current().pid()));
    Quota quota = new Quota(group, part);
    long micros = Math.round(part * PERIOD_MICROS);
    try {
      Path both = group.resolve("cpu.max");
      if (Files.exists(both)) {
        Files.writeString(both, micros + " " + PERIOD_MICROS);
      } else {
        Files.writeString(group.resolve("cpu.cfs_period_us"), String.valueOf(PERIOD_MICROS));
        Files.writeString(group.resolve("cpu.cfs_quota_us"), String.valueOf(micros));
      }
    } catch (IOException e) {
      quota.close();
      throw e;
    }
    return quota;
  }

  /// Returns what starts a command in the group.
  List<String> before() {
    return List.of(
        "sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", group.resolve(PROCESSES).toString());
  }

  /// Returns how it is done, as the end of a sentence.
  String words() {
    return String.format(Locale.ROOT, "of which it may use %.0f %% (a control group)", 100 * part);
  }

  @Override
  public void close() {
    for (int i = 0; i < TRIES && Files.exists(group); i++) {
      try {
        Files.delete(group);
      } catch (IOException e) {
        try {
          Thread.sleep(MILLIS_BETWEEN_TRIES);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }
}
