package io.smolscale.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Waits for a moment when nobody else uses the machine, for benchmarks on a shared one.
///
/// That somebody comes back in the middle of a measurement it cannot prevent;
/// [io.smolscale.bench.result.Report#coreWait()] tells afterwards.
final class Quiet {
  private static final Path STAT = Path.of("/proc/stat");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final double QUIET = 0.05;

  /// The machine's clock ticks so far.
  private record Ticks(long idle, long all) {
    // The first line: cpu user nice system idle iowait irq softirq steal guest guest_nice
    static Ticks now() throws IOException {
      final String[] words = SPACES.split(Files.readAllLines(STAT).getFirst());
      final long[] ticks = Arrays.stream(words, 1, 9).mapToLong(Long::parseLong).toArray();
      return new Ticks(ticks[3] + ticks[4], Arrays.stream(ticks).sum());
    }

    double busySince(Ticks before) {
      return 1 - (idle - before.idle) / (double) Math.max(1, all - before.all);
    }
  }

  private Quiet() {}

  /// Returns as soon as the machine is quiet, or when `patience` is at its end.
  static void await(Duration patience) throws IOException, InterruptedException {
    final long end = System.nanoTime() + patience.toNanos();
    double busy = 1;
    while (busy > QUIET && System.nanoTime() - end < 0) {
      final Ticks before = Ticks.now();
      Thread.sleep(LOOK);
      busy = Ticks.now().busySince(before);
    }
  }
}
