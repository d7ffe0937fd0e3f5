package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future.State;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TaskTest extends TaskFixture {
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
  void aThreadThatJoinsTheLastTaskCountsNone() throws Exception {
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
  void aCallbackAtTheEndOfTheLastTaskCountsNone() throws Exception {
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

  private static <T> T join(Task<? extends T> task) throws Exception {
    return task.join();
  }
}
