package io.smolscale.sim;

import java.io.PrintStream;
import java.time.Duration;

/// Says how far it is and how long it will take.
final class Progress {
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final PrintStream to;
  private final int total;
  private final long start = System.nanoTime();
  private Duration said = Duration.ZERO;
  private int done;

  Progress(PrintStream to, int total) {
    this.to = to;
    this.total = total;
  }

  synchronized void step(Cell cell) {
    done++;
    final Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    if (done == total || elapsed.minus(said).compareTo(BETWEEN) >= 0) {
      said = elapsed;
      final Duration left = elapsed.multipliedBy(total - done).dividedBy(done);
      to.printf(
          "[%d/%d, about %d:%02d min left] %s on %d cores%n",
          done,
          total,
          left.toMinutes(),
          left.toSecondsPart(),
          Names.of(cell.workload()),
          cell.cores());
    }
  }
}
