package io.smolscale.internal.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/// What a container lets a process have, as Linux's control groups say.
///
/// @param source which kind of control groups said so, empty where there are none
/// @param processors of CPU time a second, 1.5 for one and a half
/// @param memory in bytes
record Limits(Optional<String> source, OptionalDouble processors, OptionalLong memory) {
  static final Limits NONE =
      new Limits(Optional.empty(), OptionalDouble.empty(), OptionalLong.empty());

  private static final Path GROUPS = Path.of("/proc/self/cgroup");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");

  /// Version 1 writes a huge number where there is no limit.
  private static final double UNLIMITED = 1L << 60;

  static Limits here() {
    try {
      return Files.exists(GROUPS) ? read(Files.readAllLines(GROUPS), MOUNT) : NONE;
    } catch (IOException _) {
      return NONE;
    }
  }

  /// The processors that this process may run on.
  static Optional<String> affinity() {
    String key = "Cpus_allowed_list:";
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(key.length()).strip())
          .findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// @param groups the lines `number:controllers:path` of a process
  static Limits read(List<String> groups, Path mount) {
    if (Files.exists(mount.resolve("cgroup.controllers"))) {
      String path = pathOf(groups, "");
      return new Limits(
          Optional.of("cgroup v2"),
          least(mount, path, Limits::quota2),
          whole(least(mount, path, group -> number(group.resolve("memory.max")))));
    }
    Path cpu = mount.resolve("cpu");
    Path memory = mount.resolve("memory");
    if (!Files.isDirectory(cpu) && !Files.isDirectory(memory)) {
      return NONE;
    }
    return new Limits(
        Optional.of("cgroup v1"),
        least(cpu, pathOf(groups, "cpu"), Limits::quota1),
        whole(
            least(
                memory,
                pathOf(groups, "memory"),
                group -> number(group.resolve("memory.limit_in_bytes")))));
  }

  /// @param controller empty for the one hierarchy of version 2
  private static String pathOf(List<String> groups, String controller) {
    return groups.stream()
        .map(line -> line.split(":", 3))
        .filter(parts -> parts.length == 3 && List.of(parts[1].split(",")).contains(controller))
        .map(parts -> parts[2])
        .findFirst()
        .orElse("/");
  }

  /// A limit of a group holds for those within it, so the least on the way up counts. What a
  /// container sees of its path may not be mounted in it; then the top is all there is.
  private static OptionalDouble least(Path mount, String path, ToDoubleFunction<Path> limit) {
    double least = limit.applyAsDouble(mount);
    Path group = mount;
    for (Path name : Path.of(path.startsWith("/") ? path.substring(1) : path)) {
      group = group.resolve(name);
      least = Math.min(least, limit.applyAsDouble(group));
    }
    return least < UNLIMITED ? OptionalDouble.of(least) : OptionalDouble.empty();
  }

  private static OptionalLong whole(OptionalDouble value) {
    return value.isPresent() ? OptionalLong.of((long) value.getAsDouble()) : OptionalLong.empty();
  }

  /// `150000 100000`, or `max 100000`.
  private static double quota2(Path group) {
    String[] parts = text(group.resolve("cpu.max")).split(" ", -1);
    return parts.length == 2 ? parse(parts[0]) / parse(parts[1]) : Double.POSITIVE_INFINITY;
  }

  private static double quota1(Path group) {
    double quota = number(group.resolve("cpu.cfs_quota_us"));
    return quota > 0 && Double.isFinite(quota)
        ? quota / number(group.resolve("cpu.cfs_period_us"))
        : Double.POSITIVE_INFINITY;
  }

  private static double number(Path file) {
    return parse(text(file));
  }

  /// Infinite for whatever is not a number: `max`, or no such file.
  private static double parse(String text) {
    return text.matches("-?\\d+") ? Double.parseDouble(text) : Double.POSITIVE_INFINITY;
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException _) {
      return "";
    }
  }
}
