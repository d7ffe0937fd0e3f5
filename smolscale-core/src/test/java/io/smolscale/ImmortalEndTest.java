package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Closing;
import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// An immortal that is cancelled, or whose scheduler ends.
@ParameterizedClass
@EnumSource
class ImmortalEndTest extends ImmortalFixture {
  ImmortalEndTest(SchedulerKind kind) {
    super(kind);
  }

  // ---- cancel

  @Test
  void cancelWaitsUntilItHasReallyStopped() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch began = new CountDownLatch(1);
    Immortal immortal =
        immortal()
            .respawn(
                AT_ONCE,
                () -> {
                  began.countDown();
                  try {
                    Thread.sleep(Duration.ofHours(1));
                  } catch (InterruptedException _) {
                    Thread.sleep(10); // it takes its time
                    over.set(true);
                  }
                });
    Eventually.opens(began);
    immortal.cancel();
    assertThat(over).isTrue();
    assertThat(immortal.runs()).as("not run again").isEqualTo(1);
    assertThat(scheduler.stats().activeTasks()).isZero();
  }

  @Test
  void aBodyThatSwallowsTheInterruptIsNotRunAgain() throws Exception {
    for (int i = 0; i < 200; i++) {
      try (Immortal immortal =
          immortal()
              .respawn(
                  AT_ONCE,
                  () -> {
                    var _ = Thread.interrupted();
                  })) {
        Eventually.holds("it runs", () -> immortal.runs() > 0);
      } // or the test times out
    }
  }

  @Test
  void aTaskThatIsCancelledBeforeItBeginsNeverRuns() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch began = new CountDownLatch(1);
    try (Scheduler single = SchedulerKind.BALANCED.make(SchedulerConfig.SINGLE_THREAD)) {
      single.execute(() -> {
        began.countDown();
        Eventually.opensUnchecked(release);
      });
      Eventually.opens(began); // the only worker is taken
      Immortal immortal = Immortal.builder().on(single).respawn(AT_ONCE, () -> {});
      Thread canceller = Thread.ofPlatform().start(immortal::cancel);
      Eventually.isIn(canceller, Thread.State.WAITING);
      release.countDown();
      Eventually.ends(canceller);
      assertThat(immortal.runs()).isZero();
      assertThat(single.stats().immortals()).isEqualTo(SchedulerStats.Immortals.NONE);
      assertThat(single.stats().activeTasks()).isZero();
    }
  }

  @Test
  void manyMayCancelAndCloseTwice() throws Exception {
    Immortal immortal = immortal().respawn(NEXT_HOUR, () -> {});
    List<Thread> cancellers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      cancellers.add(Thread.ofVirtual().start(immortal::cancel));
    }
    immortal.close();
    immortal.close();
    immortal.cancel();
    for (Thread canceller : cancellers) {
      Eventually.ends(canceller);
    }
    assertThat(immortal.isAlive()).isFalse();
    assertThat(immortal.toString()).contains("stopped");
  }

  @Test
  void anInterruptDoesNotEndTheWaitOfCancel() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch began = new CountDownLatch(1);
    Immortal immortal =
        immortal()
            .respawn(
                AT_ONCE,
                () -> {
                  began.countDown();
                  Eventually.opensDespiteInterrupts(release);
                });
    Eventually.opens(began);
    Closing.outlastsAnInterrupt(immortal::cancel, release);
  }

  @Test
  void nobodyCancelsHimself() throws Exception {
    AtomicReference<Throwable> refused = new AtomicReference<>();
    CountDownLatch over = new CountDownLatch(1);
    try (Immortal _ =
        Immortal.builder()
            .on(scheduler)
            .listener(run -> {
              try {
                run.immortal().cancel();
              } catch (IllegalStateException e) {
                refused.set(e);
                over.countDown();
              }
            })
            .respawn(NEXT_HOUR, () -> {})) {
      Eventually.opens(over);
      assertThat(refused.get()).hasMessageContaining("cancelled by itself");
    }
  }

  @Test
  void anInterruptFromSomebodyElseEndsOneRunOnly() throws Exception {
    CountDownLatch second = new CountDownLatch(2);
    try (Immortal immortal =
        immortal()
            .respawn(
                AT_ONCE,
                () -> {
                  assertThat(Thread.currentThread().isInterrupted()).isFalse();
                  second.countDown();
                  Thread.sleep(Duration.ofHours(1));
                })) {
      Eventually.isIn(immortal.thread(), Thread.State.TIMED_WAITING);
      immortal.thread().interrupt();
      Eventually.opens(second);
      assertThat(immortal.lastFailure()).isInstanceOf(InterruptedException.class);
    }
  }

  // ---- the scheduler's end

  @Test
  void aShutdownCancelsThem() throws Exception {
    Immortal pausing = immortal().respawn(NEXT_HOUR, () -> {});
    Immortal looping =
        immortal()
            .spawn(() -> {
              while (true) {
                Thread.sleep(Duration.ofHours(1));
              }
            });
    scheduler.shutdown();
    Eventually.ends(pausing.thread());
    Eventually.ends(looping.thread());
    scheduler.close();
    assertThatThrownBy(() -> immortal().respawn(AT_ONCE, () -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("is closed");
    assertThat(scheduler.stats().immortals().alive()).isZero();
  }

  @Test
  void aTaskThatStartsDuringAShutdownIsCancelledOrRefused() throws Exception {
    for (int i = 0; i < Effort.times(20); i++) {
      try (Scheduler shortLived = SchedulerKind.BALANCED.make()) {
        Thread starter =
            Thread.ofPlatform()
                .start(() -> {
                  try {
                    while (true) {
                      var _ = Immortal.builder().on(shortLived).respawn(NEXT_HOUR, () -> {});
                    }
                  } catch (RejectedExecutionException _) {
                    // the scheduler is closed
                  }
                });
        Eventually.holds("one is up", () -> shortLived.stats().immortals().alive() > 0);
        shortLived.shutdown();
        Eventually.ends(starter);
      } // or the test times out
    }
  }

  @Test
  void theGlobalOneHasImmortalsToo() throws Exception {
    CountDownLatch ran = new CountDownLatch(2);
    try (Immortal _ = Immortal.respawn(AT_ONCE, ran::countDown)) {
      Eventually.opens(ran);
    }
    CountDownLatch began = new CountDownLatch(1);
    try (Immortal immortal =
        Immortal.spawn(() -> {
          while (true) {
            began.countDown();
            Thread.sleep(Duration.ofHours(1));
          }
        })) {
      Eventually.opens(began);
      assertThat(Smolscale.activeTasks()).isPositive();
      assertThat(immortal.isAlive()).isTrue();
    }
  }
}
