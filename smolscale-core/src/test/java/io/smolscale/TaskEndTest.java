package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Closing;
import io.smolscale.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future.State;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// A task that is cancelled, closed, or let go.
class TaskEndTest extends TaskFixture {
  // ---- cancel

  @Test
  void cancelWaitsForTheEnd() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    CountDownLatch began = new CountDownLatch(1);
    Task<Integer> task =
        spawn(() -> {
          began.countDown();
          try {
            Thread.sleep(HOUR);
          } catch (InterruptedException _) {
            Thread.sleep(10); // it takes its time
            ended.set(true);
          }
          return 1;
        });
    Eventually.opens(began);
    task.cancel();
    assertThat(ended).isTrue();
    assertThat(task.thread().isAlive()).isFalse();
    assertThat(task.state()).isEqualTo(State.CANCELLED);
    assertThat(on.scheduler().stats().activeTasks()).isZero();
  }

  @Test
  void aJoinOfACancelledTaskThrowsAtOnce() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    Task<Integer> task =
        spawn(() -> {
          began.countDown();
          Eventually.opensDespiteInterrupts(release);
          return 1;
        });
    Eventually.opens(began);
    Thread joiner =
        on.start(() -> assertThatThrownBy(task::join).isInstanceOf(CancellationException.class));
    Thread canceller = on.start(task::cancel);
    Eventually.ends(joiner);
    assertThatThrownBy(() -> task.join(HOUR)).isInstanceOf(CancellationException.class);
    assertThat(canceller.isAlive()).as("waits for a body that ignores it").isTrue();
    release.countDown();
    Eventually.ends(canceller);
  }

  @Test
  void aTaskThatIsCancelledBeforeItBeginsNeverDoes() throws Exception {
    try (Scheduler one = new BalancedScheduler(SchedulerConfig.SINGLE_THREAD)) {
      CountDownLatch began = new CountDownLatch(1);
      one.execute(() -> {
        began.countDown();
        Eventually.opensDespiteInterrupts(release);
      });
      Eventually.opens(began); // the only worker is taken
      AtomicBoolean ran = new AtomicBoolean();
      Task<?> task = one.spawn(() -> ran.set(true));
      Thread canceller = Thread.ofPlatform().start(task::cancel);
      Eventually.holds("it is cancelled", () -> task.state() == State.CANCELLED);
      release.countDown();
      Eventually.ends(canceller);
      assertThat(ran).isFalse();
      assertThat(one.stats().activeTasks()).isZero();
    }
  }

  @Test
  void cancelDoesNotChangeATaskThatHasEnded() throws Exception {
    Task<Integer> good = spawn(() -> 42);
    Task<Integer> bad =
        spawn(() -> {
          throw new IllegalStateException("says the test");
        });
    assertThat(good.join()).isEqualTo(42);
    assertThatThrownBy(bad::join).isInstanceOf(ExecutionException.class);
    good.cancel();
    bad.cancel();
    good.close();
    assertThat(good.join()).isEqualTo(42);
    assertThat(bad.state()).isEqualTo(State.FAILED);
  }

  @Test
  void manyMayCancel() throws Exception {
    Task<Integer> task = spawn(this::fortyTwoAfterRelease);
    List<Thread> cancellers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      cancellers.add(on.start(task::cancel));
    }
    task.cancel();
    task.cancel();
    for (Thread canceller : cancellers) {
      Eventually.ends(canceller);
    }
    assertThat(task.state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void anInterruptDoesNotEndTheWaitOfCancel() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    Task<Integer> task =
        spawn(() -> {
          began.countDown();
          Eventually.opensDespiteInterrupts(release);
          return 1;
        });
    Eventually.opens(began);
    Closing.outlastsAnInterrupt(task::cancel, release);
    assertThat(task.thread().isAlive()).isFalse();
  }

  @Test
  void nobodyCancelsHimself() throws Exception {
    Task<Integer> task =
        self(self -> {
          self.cancel();
          return 0;
        });
    assertThatThrownBy(task::join)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cancelled by itself");
    assertThat(task.state()).isEqualTo(State.FAILED);
  }

  // ---- close and detach

  @Test
  void closeCancels() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch began = new CountDownLatch(1);
    Task<Integer> late;
    try (Task<Integer> task =
        spawn(() -> {
          began.countDown();
          try {
            Thread.sleep(HOUR);
          } catch (InterruptedException _) {
            interrupted.set(true);
          }
          return 1;
        })) {
      late = task;
      Eventually.opens(began);
    }
    assertThat(interrupted).isTrue();
    assertThat(late.state()).isEqualTo(State.CANCELLED);
    late.close();
  }

  @Test
  void aDetachedTaskOutlivesItsBlock() throws Exception {
    Task<Integer> detached;
    try (Task<Integer> task = spawn(this::fortyTwoAfterRelease)) {
      task.detach();
      detached = task;
    }
    assertThat(detached.state()).isEqualTo(State.RUNNING);
    release.countDown();
    assertThat(detached.join()).isEqualTo(42);
  }

  @Test
  void aDetachedTaskCanStillBeCancelled() throws Exception {
    Task<Integer> task = spawn(this::fortyTwoAfterRelease);
    task.detach();
    task.cancel();
    assertThat(task.state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void whatADetachedTaskThrowsReachesItsHandler() throws Exception {
    AtomicReference<Throwable> told = new AtomicReference<>();
    Throwable thrown = new AssertionError("says the test");
    Task<Integer> task = failAfterRelease(thrown);
    task.thread().setUncaughtExceptionHandler((_, e) -> told.set(e));
    task.detach();
    release.countDown();
    Eventually.holds("the handler is told", () -> told.get() != null);
    assertThat(told).hasValue(thrown);
    assertThat(task.state()).isEqualTo(State.FAILED);
  }

  @Test
  void whatAnotherTaskThrowsIsForWhoeverJoinsIt() throws Exception {
    AtomicReference<Throwable> told = new AtomicReference<>();
    Task<Integer> task = failAfterRelease(new AssertionError("says the test"));
    task.thread().setUncaughtExceptionHandler((_, e) -> told.set(e));
    release.countDown();
    assertThatThrownBy(task::join).isInstanceOf(ExecutionException.class);
    Eventually.ends(task.thread());
    assertThat(told).hasNullValue();
  }

  @Test
  void theHandlerOfADetachedTaskMayThrow() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    Task<Integer> task = failAfterRelease(new AssertionError("says the test"));
    task.thread()
        .setUncaughtExceptionHandler((_, _) -> {
          told.countDown();
          throw new IllegalStateException("the handler throws, too");
        });
    task.detach();
    release.countDown();
    Eventually.opens(told);
    Eventually.ends(task.thread());
    assertThat(spawn(() -> 42).join()).isEqualTo(42);
  }
}
