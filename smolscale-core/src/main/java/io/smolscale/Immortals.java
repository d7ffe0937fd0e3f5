package io.smolscale;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;

/// The immortals of one scheduler: which are alive, and how often any of them has been restarted.
final class Immortals {
  private static final int LOOPS_SHOWN = 16;

  private final Object lock = new Object();
  private final Set<Immortal> alive = new HashSet<>(); // guarded by the lock
  private boolean closed; // guarded by the lock
  private final LongAdder respawns = new LongAdder();
  private final LongAdder failures = new LongAdder();

  /// One is about to start.
  ///
  /// @throws RejectedExecutionException when they have all been cancelled
  void add(Immortal immortal) {
    synchronized (lock) {
      if (closed) {
        throw new RejectedExecutionException("the scheduler is closed and takes no new work");
      }
      alive.add(immortal);
    }
  }

  /// One has stopped.
  void remove(Immortal immortal) {
    synchronized (lock) {
      alive.remove(immortal);
    }
  }

  void respawned() {
    respawns.increment();
  }

  void failed() {
    failures.increment();
  }

  /// Tells them all to stop, does not wait for it, and admits no more.
  void cancelAll() {
    List<Immortal> all;
    synchronized (lock) {
      closed = true;
      all = List.copyOf(alive);
    }
    all.forEach(Immortal::requestCancel);
  }

  SchedulerStats.Immortals stats() {
    List<Immortal> now;
    synchronized (lock) {
      now = List.copyOf(alive);
    }
    return new SchedulerStats.Immortals(
        now.size(),
        respawns.sum(),
        failures.sum(),
        now.stream()
            .map(Immortal::crashLoop)
            .filter(loop -> loop.failuresInARow() > 1)
            .sorted(Comparator.comparingLong(SchedulerStats.CrashLoop::failuresInARow).reversed())
            .limit(LOOPS_SHOWN)
            .toList());
  }
}
