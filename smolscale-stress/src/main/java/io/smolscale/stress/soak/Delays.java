package io.smolscale.stress.soak;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// Timers that fire.
final class Delays {
  private static final long MOST_NANOS = 5_000_000;

  private Delays() {}

  static void sleeps(Stage on, RandomGenerator random) {
    int times = random.nextInt(1, 5);
    for (int i = random.nextInt(1, 50); i > 0; i--) {
      long nanos = random.nextLong(MOST_NANOS);
      on.virtual(
          "sleep",
          () -> {
            for (int n = 0; n < times; n++) {
              TimeUnit.NANOSECONDS.sleep(nanos);
            }
          });
    }
  }

  /// Other waits that end by themselves.
  static void timeOuts(Stage on, RandomGenerator random) {
    long nanos = random.nextLong(1, MOST_NANOS);
    CountDownLatch never = new CountDownLatch(1);
    Object lock = new Object();
    on.virtual("time-out", () -> never.await(nanos, TimeUnit.NANOSECONDS));
    on.virtual("timed park", () -> LockSupport.parkNanos(nanos));
    on.virtual("timed wait", () -> waitFor(lock, nanos));
  }

  @SuppressWarnings("WaitNotInLoop") // nobody notifies
  private static void waitFor(Object lock, long nanos) throws InterruptedException {
    synchronized (lock) {
      TimeUnit.NANOSECONDS.timedWait(lock, nanos);
    }
  }
}
