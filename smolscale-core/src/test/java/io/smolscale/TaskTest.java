package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future.State;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TaskTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  private final CountDownLatch release = new CountDownLatch(1);

  private <T> Task<T> spawn(Callable<T> body) {
    return on.scheduler().spawn(body);
  }

  // ---- join

  @Test
  void joinGivesTheValue() throws Exception {
    assertThat(spawn(() -> 42).join()).isEqualTo(42);
    assertThat(spawn(() -> 42).join(HOUR)).isEqualTo(42);
    assertThat(TaskTest.<Object>join(on.scheduler().spawn(() -> {}))).isNull();
  }

  @Test
  void joinWorksFromEveryKindOfThread() throws Exception {
    assertThat(on.call(() -> spawn(() -> 1).join())).isEqualTo(1);
    assertThat(on.callPlain(() -> spawn(() -> 2).join())).isEqualTo(2);
    assertThat(spawn(() -> spawn(() -> 3).join()).join()).isEqualTo(3);
  }

  /// What it waits for lies behind it on its own worker. Without a hand-over, each join would last
  /// until the balancer has rescued it.
  @Test
  void aPlainTaskThatWaitsHandsOver() throws Exception {
    int joins = 50;
    on.callPlain(() -> {
      for (int i = 0; i < joins; i++) {
        int value = i;
        assertThat(spawn(() -> value).join()).isEqualTo(value);
      }
      spawn(() -> release.await(1, TimeUnit.HOURS)).cancel();
      return 0;
    });
    assertThat(on.scheduler().stats().rescues()).isLessThan(joins);
  }

  @Test
  void joinThrowsWhatTheBodyThrew() {
    for (Throwable thrown :
        List.of(new IllegalStateException(), new Exception(), new AssertionError("an error"))) {
      Task<Integer> task =
          spawn(() -> {
            ExecutorContract.sneak(thrown);
            return 0;
          });
      assertThatThrownBy(task::join)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isSameAs(thrown);
      assertThatThrownBy(() -> task.join(HOUR))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isSameAs(thrown);
    }
  }

  @Test
  void joinTimesOutAndTheTaskGoesOn() throws Exception {
    Task<Integer> task = spawn(this::fortyTwoAfterRelease);
    assertThatThrownBy(() -> task.join(Duration.ofMillis(2))).isInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> task.join(Duration.ZERO)).isInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> task.join(HOUR.negated())).isInstanceOf(TimeoutException.class);
    release.countDown();
    assertThat(task.join(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(42);
    assertThat(task.join(Duration.ZERO)).isEqualTo(42);
  }

  @Test
  void joinIsInterruptedAndTheTaskGoesOn() throws Exception {
    Task<Integer> task = spawn(this::fortyTwoAfterRelease);
    Thread joiner =
        on.start(() -> assertThatThrownBy(task::join).isInstanceOf(InterruptedException.class));
    Eventually.isIn(joiner, Thread.State.WAITING);
    joiner.interrupt();
    Eventually.ends(joiner);
    assertThat(task.state()).isEqualTo(State.RUNNING);
    release.countDown();
    assertThat(task.join()).isEqualTo(42);
  }

  @Test
  void manyMayJoin() throws Exception {
    Task<Integer> task = spawn(this::fortyTwoAfterRelease);
    List<Task<Integer>> joiners = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      joiners.add(spawn(task::join));
    }
    release.countDown();
    for (Task<Integer> joiner : joiners) {
      assertThat(joiner.join()).isEqualTo(42);
    }
  }

  @Test
  void nobodyJoinsHimself() throws Exception {
    assertThatThrownBy(self(Task::join)::join)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("joined by itself");
    assertThatThrownBy(self(task -> task.join(HOUR))::join)
        .cause()
        .isInstanceOf(IllegalStateException.class);
  }

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
  void whoeverJoinsACancelledTaskIsToldAtOnce() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    Task<Integer> task =
        spawn(() -> {
          began.countDown();
          awaitIgnoringInterrupts(release);
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
        awaitIgnoringInterrupts(release);
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
          awaitIgnoringInterrupts(release);
          return 1;
        });
    Eventually.opens(began);
    AtomicBoolean kept = new AtomicBoolean();
    Thread canceller =
        on.start(() -> {
          task.cancel();
          kept.set(Thread.currentThread().isInterrupted());
        });
    Eventually.isIn(canceller, Thread.State.WAITING);
    canceller.interrupt();
    Eventually.isIn(canceller, Thread.State.WAITING);
    release.countDown();
    Eventually.ends(canceller);
    assertThat(kept).isTrue();
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

  // ---- what it says

  @Test
  void itsStateFollowsItsLife() throws Exception {
    Task<Integer> task = spawn(this::fortyTwoAfterRelease);
    assertThat(task.state()).isEqualTo(State.RUNNING);
    assertThat(task.toString()).contains("RUNNING", "VirtualThread");
    release.countDown();
    task.join();
    assertThat(task.state()).isEqualTo(State.SUCCESS);
    assertThat(task.toString()).contains("SUCCESS");
  }

  @Test
  void itsThreadIsVirtualAndRunsTheBody() throws Exception {
    Task<Thread> task = spawn(Thread::currentThread);
    assertThat(task.join()).isSameAs(task.thread());
    assertThat(task.thread().isVirtual()).isTrue();
  }

  // ---- as a future

  @Test
  void itsFutureFollowsIt() throws Exception {
    Task<Integer> good = spawn(this::fortyTwoAfterRelease);
    CompletableFuture<Integer> next = good.toCompletableFuture().thenApply(n -> n + 1);
    Task<Integer> bad = failAfterRelease(new IllegalStateException("says the test"));
    CompletableFuture<Integer> failed = bad.toCompletableFuture();
    release.countDown();
    assertThat(Eventually.gives(next)).isEqualTo(43);
    assertThatThrownBy(() -> Eventually.gives(failed)).hasRootCauseMessage("says the test");
  }

  @Test
  void itsFutureDoesNotTouchIt() throws Exception {
    Task<Integer> task = spawn(this::fortyTwoAfterRelease);
    task.toCompletableFuture().complete(1);
    task.toCompletableFuture().cancel(true);
    task.toCompletableFuture().completeExceptionally(new AssertionError());
    task.toCompletableFuture().obtrudeValue(2);
    assertThat(task.state()).isEqualTo(State.RUNNING);
    release.countDown();
    assertThat(task.join()).isEqualTo(42);
  }

  // ---- counts

  @Test
  void whoJoinsTheLastOneCountsNone() throws Exception {
    for (int round = 0; round < 5; round++) {
      List<Task<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        int value = i;
        tasks.add(
            spawn(() -> {
              if (value % 10 == 0) {
                Yield.now();
              }
              return value;
            }));
      }
      for (int i = 0; i < tasks.size(); i++) {
        assertThat(tasks.get(i).join()).isEqualTo(i);
      }
      assertThat(on.scheduler().stats().activeTasks()).isZero();
    }
  }

  @Test
  void whoIsToldAtTheEndCountsNone() throws Exception {
    assertThat(countAtTheEndOf(() -> 42)).isZero();
    assertThat(
            countAtTheEndOf(() -> {
              throw new IllegalStateException("says the test");
            }))
        .isZero();
  }

  private long countAtTheEndOf(Callable<Integer> body) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Task<Integer> task =
        spawn(() -> {
          Eventually.opens(go);
          return body.call();
        });
    CompletableFuture<Long> count =
        task.toCompletableFuture().handle((_, _) -> on.scheduler().stats().activeTasks());
    go.countDown();
    return Eventually.gives(count);
  }

  @Test
  void thoseThatWaitAreCounted() throws Exception {
    List<Task<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      tasks.add(spawn(this::fortyTwoAfterRelease));
    }
    assertThat(on.scheduler().stats().activeTasks()).isEqualTo(100);
    tasks.removeFirst().cancel();
    assertThat(on.scheduler().stats().activeTasks()).isEqualTo(99);
    release.countDown();
    for (Task<Integer> task : tasks) {
      task.join();
    }
    assertThat(on.scheduler().stats().activeTasks()).isZero();
  }

  @Test
  void thoseThatFailAreCountedOut() {
    for (int i = 0; i < 1_000; i++) {
      Task<Integer> task =
          spawn(() -> {
            throw new IllegalStateException("says the test");
          });
      assertThatThrownBy(task::join).isInstanceOf(ExecutionException.class);
      assertThat(on.scheduler().stats().activeTasks()).isZero();
    }
  }

  // ---- deep inside each other

  @Test
  void tasksNestOnASingleThread() throws Exception {
    try (Scheduler one = new BalancedScheduler(SchedulerConfig.SINGLE_THREAD)) {
      assertThat(nest(one, 20)).isEqualTo(20);
    }
    assertThat(nest(on.scheduler(), 200)).isEqualTo(200);
  }

  private static int nest(Scheduler scheduler, int levels) throws Exception {
    return levels == 0 ? 0 : scheduler.spawn(() -> nest(scheduler, levels - 1)).join() + 1;
  }

  // ---- refused

  @Test
  @SuppressWarnings("NullAway") // what a caller without NullAway may do
  void nullsAreRefused() throws Exception {
    assertThatThrownBy(() -> on.scheduler().spawn((Runnable) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("body");
    assertThatThrownBy(() -> on.scheduler().spawn((Callable<Integer>) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("body");
    Task<Integer> task = spawn(() -> 42);
    assertThatThrownBy(() -> task.join(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("timeout");
    task.join();
  }

  @Test
  void aClosedSchedulerSpawnsNothing() {
    on.scheduler().close();
    assertThatThrownBy(() -> spawn(() -> 42))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("scheduler \"test\" is closed");
    assertThat(on.scheduler().stats().activeTasks()).isZero();
  }

  // ---- bodies

  private int fortyTwoAfterRelease() throws InterruptedException {
    Eventually.opens(release);
    return 42;
  }

  private Task<Integer> failAfterRelease(Throwable thrown) {
    return spawn(() -> {
      Eventually.opens(release);
      ExecutorContract.sneak(thrown);
      return 0;
    });
  }

  /// A task whose body gets the task itself.
  private Task<Integer> self(Body body) {
    CompletableFuture<Task<Integer>> self = new CompletableFuture<>();
    Task<Integer> task = spawn(() -> body.call(self.get()));
    self.complete(task);
    return task;
  }

  private interface Body {
    int call(Task<Integer> self) throws Exception;
  }

  private static <T> T join(Task<? extends T> task) throws Exception {
    return task.join();
  }

  private static void awaitIgnoringInterrupts(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException _) {
        // as announced
      }
    }
  }
}
