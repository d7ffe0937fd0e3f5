package io.smolscale.bench;

import java.io.IOException;
import java.time.Duration;

/// Waits for a moment when nobody else uses the machine, for benchmarks on a shared one.
///
/// That somebody comes back in the middle of a measurement it cannot prevent;
/// [io.smolscale.bench.result.Report#coreWait()] tells afterwards.
final class Quiet {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final double QUIET = 0.05;

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
