package io.smolscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// Waits for what must happen. The limit is no part of any promise: it only turns a hang into a
/// failure, on however busy a machine.
public final class Eventually {
  private static final long LIMIT_SECONDS = 60;
  private static final long POLL_MILLIS = 2;

  private Eventually() {}

  /// Waits until the condition holds.
  public static void holds(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("%s, within the limit", what).isNegative();
      Thread.sleep(POLL_MILLIS);
    }
  }

  /// Waits until the latch is open.
  public static void opens(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS))
        .as("latch is open, within the limit; still to come: %s", latch.getCount())
        .isTrue();
  }

  /// Waits until the latch is open, in bodies that may not throw.
  public static void opensUnchecked(CountDownLatch latch) {
    try {
      opens(latch);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /// Waits until the latch is open, and throws interrupts away: a body that does not care for them.
  public static void opensDespiteInterrupts(CountDownLatch latch) {
    while (true) {
      try {
        opens(latch);
        return;
      } catch (InterruptedException _) {
        // as it says
      }
    }
  }

  /// Waits until the thread has ended.
  public static void ends(Thread thread) throws InterruptedException {
    thread.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
    assertThat(thread.isAlive()).as("%s has ended, within the limit", thread).isFalse();
  }

  /// Waits for the value.
  public static <T> T gives(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /// Waits until the thread is in this state: parked, asleep, or blocked.
  public static void isIn(Thread thread, Thread.State state) throws InterruptedException {
    holds(thread + " is " + state, () -> thread.getState() == state);
  }
}
