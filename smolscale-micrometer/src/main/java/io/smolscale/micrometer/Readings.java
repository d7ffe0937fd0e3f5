package io.smolscale.micrometer;

import io.smolscale.Scheduler;
import io.smolscale.ThreadCounts;
import io.smolscale.WorkerTimes;
import org.jspecify.annotations.Nullable;

/// What takes time to find out, read once for all meters of a scrape.
final class Readings {
  private static final long FRESH_NANOS = 1_000_000_000;

  private final Scheduler scheduler;
  private @Nullable ThreadCounts threads; // guarded by this
  private long countedAt; // guarded by this
  private @Nullable WorkerTimes times; // guarded by this
  private long timedAt; // guarded by this

  Readings(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  synchronized ThreadCounts threads() {
    ThreadCounts known = threads;
    long now = System.nanoTime();
    if (known == null || now - countedAt > FRESH_NANOS) {
      known = scheduler.threadCounts();
      threads = known;
      countedAt = now;
    }
    return known;
  }

  synchronized WorkerTimes times() {
    WorkerTimes known = times;
    long now = System.nanoTime();
    if (known == null || now - timedAt > FRESH_NANOS) {
      known = scheduler.workerTimes();
      times = known;
      timedAt = now;
    }
    return known;
  }
}
