package io.smolscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// Closes or cancels what has to wait for a task.
public final class Closing {
  private Closing() {}

  /// Checks that an interrupt does not end the wait of a close or cancel, and is kept until after
  /// it.
  ///
  /// @param close waits for a task that has begun and does not care for interrupts
  /// @param release lets that task end
  public static void outlastsAnInterrupt(Runnable close, CountDownLatch release)
      throws InterruptedException {
    AtomicBoolean kept = new AtomicBoolean();
    Thread closer =
        Thread.ofPlatform()
            .start(() -> {
              close.run();
              kept.set(Thread.currentThread().isInterrupted());
            });
    Eventually.isIn(closer, Thread.State.WAITING);
    closer.interrupt();
    Thread.sleep(10);
    assertThat(closer.isAlive()).isTrue();
    release.countDown();
    Eventually.ends(closer);
    assertThat(kept).isTrue();
  }
}
