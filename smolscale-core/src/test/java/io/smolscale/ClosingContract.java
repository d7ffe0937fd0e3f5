package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Tally;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// What an executor that can be closed owes on top.
abstract class ClosingContract extends ExecutorContract {
  @Test
  void aNewOneIsOpen() {
    assertThat(executor.isShutdown()).isFalse();
    assertThat(executor.isTerminated()).isFalse();
  }

  @Test
  void anUnusedOneCloses() {
    executor.close();
    assertThat(executor.isShutdown()).isTrue();
    assertThat(executor.isTerminated()).isTrue();
  }

  @Test
  void shutdownFinishesWhatWasAccepted() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Tally tally = new Tally(500);
    for (int i = 0; i < 4; i++) {
      executor.execute(() -> Eventually.opensUnchecked(release));
    }
    for (int i = 0; i < 500; i++) {
      executor.execute(tally.task(i));
    }
    executor.shutdown();
    assertThat(executor.isShutdown()).isTrue();
    assertThat(executor.isTerminated()).isFalse();
    release.countDown();
    assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    tally.assertEachOnce();
    assertThat(executor.isTerminated()).isTrue();
  }

  @Test
  void awaitTerminationTimesOut() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    executor.execute(() -> Eventually.opensUnchecked(release));
    executor.shutdown();
    assertThat(executor.awaitTermination(2, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(executor.awaitTermination(0, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(executor.isTerminated()).isFalse();
    release.countDown();
    assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void afterTheShutdownNothingIsAccepted() {
    executor.shutdown();
    AtomicBoolean ran = new AtomicBoolean();
    assertThatThrownBy(() -> executor.execute(() -> ran.set(true)))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> executor.submit(() -> 1))
        .isInstanceOf(RejectedExecutionException.class);
    executor.close();
    assertThatThrownBy(() -> executor.execute(() -> ran.set(true)))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(ran).isFalse();
  }

  @Test
  void closeWaits() throws Exception {
    AtomicBoolean finished = new AtomicBoolean();
    CountDownLatch began = new CountDownLatch(1);
    executor.execute(() -> {
      began.countDown();
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      finished.set(true);
    });
    Eventually.opens(began);
    executor.close();
    assertThat(finished).isTrue();
    assertThat(executor.isTerminated()).isTrue();
  }

  @Test
  void closingAgainDoesNothing() {
    executor.close();
    executor.close();
    executor.shutdown();
    assertThat(executor.shutdownNow()).isEmpty();
    assertThat(executor.isTerminated()).isTrue();
  }

  @Test
  void severalThreadsMayClose() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    executor.execute(() -> Eventually.opensUnchecked(release));
    Thread[] closers = new Thread[3];
    for (int i = 0; i < closers.length; i++) {
      closers[i] =
          Thread.ofPlatform()
              .start(() -> {
                executor.close();
                closed.incrementAndGet();
              });
    }
    Eventually.holds("the close has begun", executor::isShutdown);
    assertThat(closed).hasValue(0);
    release.countDown();
    for (Thread closer : closers) {
      Eventually.ends(closer);
    }
    assertThat(closed).hasValue(3);
  }

  @Test
  void shutdownNowInterruptsWhatRuns() throws Exception {
    CountDownLatch began = new CountDownLatch(2);
    AtomicInteger interrupted = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      executor.execute(() -> {
        began.countDown();
        try {
          Thread.sleep(3_600_000);
        } catch (InterruptedException _) {
          interrupted.incrementAndGet();
        }
      });
    }
    Eventually.opens(began);
    executor.shutdownNow();
    assertThat(executor.isShutdown()).isTrue();
    assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(interrupted).hasValue(2);
  }

  @Test
  void anInterruptedCloseStopsWhatRunsAndKeepsTheStatus() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    AtomicBoolean statusKept = new AtomicBoolean();
    executor.execute(() -> {
      began.countDown();
      try {
        Thread.sleep(3_600_000);
      } catch (InterruptedException _) {
        interrupted.set(true);
      }
    });
    Eventually.opens(began);
    Thread closer =
        Thread.ofPlatform()
            .start(() -> {
              executor.close();
              statusKept.set(Thread.currentThread().isInterrupted());
            });
    Eventually.holds("the close has begun", executor::isShutdown);
    closer.interrupt();
    Eventually.ends(closer);
    assertThat(interrupted).isTrue();
    assertThat(statusKept).isTrue();
    assertThat(executor.isTerminated()).isTrue();
  }

  /// Each task that was accepted runs, each other is refused: none is neither, none is both.
  @Test
  void aCloseWhileOthersSubmit() throws Exception {
    for (int round = 0; round < 20; round++) {
      closeWhileOthersSubmit();
      executor = make();
    }
  }

  private void closeWhileOthersSubmit() throws InterruptedException {
    AtomicInteger accepted = new AtomicInteger();
    AtomicInteger ran = new AtomicInteger();
    Thread[] submitters = new Thread[2];
    for (int s = 0; s < submitters.length; s++) {
      submitters[s] =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  while (true) {
                    executor.execute(ran::incrementAndGet);
                    if (accepted.incrementAndGet() - ran.get() > 1_000) {
                      LockSupport.parkNanos(1);
                    }
                  }
                } catch (RejectedExecutionException _) {
                  // closed
                }
              });
    }
    Eventually.holds("some have run", () -> ran.get() > 100);
    executor.close();
    for (Thread submitter : submitters) {
      Eventually.ends(submitter);
    }
    Eventually.holds("all that were accepted have run", () -> ran.get() >= accepted.get());
    assertThat(ran.get()).isEqualTo(accepted.get());
  }

  @Test
  void tasksThatSubmitMoreAreRefusedInTheEnd() throws Exception {
    AtomicInteger running = new AtomicInteger(2);
    Runnable[] again = new Runnable[1];
    again[0] =
        () -> {
          try {
            executor.execute(again[0]);
          } catch (RejectedExecutionException _) {
            running.decrementAndGet();
          }
        };
    executor.execute(again[0]);
    executor.execute(again[0]);
    Thread.sleep(5);
    executor.close();
    assertThat(running).hasValue(0);
  }
}
