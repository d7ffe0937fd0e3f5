package io.smolscale.pekko;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/// How many tasks an executor has accepted that have not ended; and, after it was closed, when the
/// last one has.
///
/// ## Why nobody is forgotten
///
/// All accesses are volatile, so there is one order of them. A task enters by a step up and a look
/// at `closed`, in this order; close sets `closed` and then sums up. So either the task sees that
/// it is too late, and steps down again, or the sum sees it. After `closed`, a stripe only goes
/// down, but for one that is too late and goes up and down again: what is summed up is at least
/// what there is at the end of the summing, and zero means that there is nothing. Everybody who
/// steps down looks at `closed` afterwards and then sums up, so the last one does, and sees zero.
final class InFlight {
  private static final int STRIPES = 8; // a power of two; more threads than that seldom run at once
  private static final int SPACING = 16; // longs, two cache lines, between two stripes

  private final AtomicLongArray counts = new AtomicLongArray(STRIPES * SPACING);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean closed;

  /// Counts a task, unless it is too late.
  boolean enter() {
    counts.getAndIncrement(stripe());
    if (!closed) {
      return true;
    }
    leave();
    return false;
  }

  /// Takes a task off, which was counted by whichever thread.
  void leave() {
    counts.getAndDecrement(stripe());
    if (closed) {
      endIfEmpty();
    }
  }

  void close() {
    closed = true;
    endIfEmpty();
  }

  boolean isClosed() {
    return closed;
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
    return over.await(timeout, unit);
  }

  /// Returns how many there are, which is exact when none comes or goes.
  long count() {
    long sum = 0;
    for (int i = 0; i < STRIPES; i++) {
      sum += counts.get(i * SPACING);
    }
    return Math.max(0, sum);
  }

  private void endIfEmpty() {
    if (count() == 0) {
      over.countDown();
    }
  }

  private static int stripe() {
    return ((int) Thread.currentThread().threadId() & (STRIPES - 1)) * SPACING;
  }
}
