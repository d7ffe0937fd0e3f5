package io.smolscale.bench;

import io.smolscale.bench.workload.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Whether the machine is ours at the moment, and as fast as before.
///
/// All cores compute the same fixed amount at once, for some 30 ms. If one of them takes much
/// longer than it ever took, somebody else was at work on it, or it was slowed down.
public final class Calibration {
  private static final int STEPS = 30_000 * Work.STEPS_PER_MICRO;
  private static final int WARM_UPS = 3;
  private static final double TOLERANCE = 1.25;
  private static final double NANOS_PER_MICRO = 1000;

  private final int cores = Runtime.getRuntime().availableProcessors();
  private double bestNanos = Double.POSITIVE_INFINITY;
  private final AtomicLong sink = new AtomicLong(); // or a compiler leaves the computation out

  /// Returns how many steps a core has done in a microsecond while all of them computed, at best.
  int stepsPerMicro() throws InterruptedException {
    isDisturbed();
    return (int) Math.max(1, Math.round(STEPS / bestNanos * NANOS_PER_MICRO));
  }

  /// Computes, and returns whether that took much longer than the best time so far.
  public boolean isDisturbed() throws InterruptedException {
    if (Double.isInfinite(bestNanos)) {
      for (int i = 0; i < WARM_UPS; i++) {
        bestNanos = Math.min(bestNanos, spin());
      }
    }
    final double nanos = spin();
    bestNanos = Math.min(bestNanos, nanos);
    return nanos > bestNanos * TOLERANCE;
  }

  /// The time of the slowest core.
  private double spin() throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(cores)) {
      final List<Future<Long>> times = new ArrayList<>();
      for (int i = 0; i < cores; i++) {
        times.add(threads.submit(this::burn));
      }
      double slowest = 0;
      for (final Future<Long> time : times) {
        slowest = Math.max(slowest, time.get());
      }
      return slowest;
    } catch (ExecutionException e) {
      throw new IllegalStateException("arithmetic does not fail", e);
    }
  }

  private long burn() {
    final long start = System.nanoTime();
    sink.addAndGet(Work.burn(start, STEPS));
    return System.nanoTime() - start;
  }
}
