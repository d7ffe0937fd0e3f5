package io.smolscale.cli.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How busy the whole machine has been since it started, from `/proc/stat`, in ticks.
///
/// @param busy running anything at all
/// @param stolen ready to run, while the hypervisor ran another machine
/// @param total all ticks of all cores
/// @param cores how many cores these are the ticks of
public record MachineUsage(long busy, long stolen, long total, int cores) {
  private static final Path STAT = Path.of("/proc/stat");

  /// The state of the machine between two readings, as shares of all its cores' time.
  ///
  /// @param others used by other processes than ours
  /// @param stolen taken away by the hypervisor
  public record Disturbance(double others, double stolen) {
    public static final Disturbance UNKNOWN = new Disturbance(0, 0);

    public double total() {
      return others + stolen;
    }
  }

  /// Now; nothing where there is no `/proc/stat`.
  public static Optional<MachineUsage> now() {
    try {
      return Files.exists(STAT) ? parse(Files.readAllLines(STAT)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Optional<MachineUsage> parse(List<String> lines) {
    int cores = (int) lines.stream().filter(line -> line.matches("cpu\\d+ .*")).count();
    String[] all = lines.isEmpty() ? new String[0] : lines.getFirst().split(" +");
    if (cores == 0 || all.length < 9) {
      return Optional.empty();
    }
    // cpu user nice system idle iowait irq softirq steal; guests are part of user and nice.
    long[] ticks = new long[9];
    for (int i = 1; i < ticks.length; i++) {
      ticks[i] = Long.parseLong(all[i]);
    }
    long busy = ticks[1] + ticks[2] + ticks[3] + ticks[6] + ticks[7];
    long idle = ticks[4] + ticks[5];
    return Optional.of(new MachineUsage(busy, ticks[8], busy + idle + ticks[8], cores));
  }

  /// What went on between an earlier reading and this one.
  ///
  /// @param nanos the time since the earlier reading
  /// @param ownCpuNanos what our own processes used in it
  public Disturbance since(MachineUsage earlier, long nanos, long ownCpuNanos) {
    double ticks = total - earlier.total;
    if (ticks <= 0) {
      return Disturbance.UNKNOWN;
    }
    double own = ownCpuNanos / ((double) nanos * cores);
    return new Disturbance(
        Math.max(0, (busy - earlier.busy) / ticks - own), (stolen - earlier.stolen) / ticks);
  }
}
