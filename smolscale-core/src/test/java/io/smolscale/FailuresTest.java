package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a body throws: its handler is told, and the scheduler goes on.
class FailuresTest {
  private final Queue<Throwable> told = new ConcurrentLinkedQueue<>();

  @RegisterExtension
  private final TestScheduler on =
      new TestScheduler(
          SchedulerConfig.DEFAULT
              .withName("test")
              .withParallelism(2)
              .withUncaughtExceptionHandler((_, e) -> told.add(e)));

  @RegisterExtension
  private final TestScheduler badlyHandled =
      new TestScheduler(
          SchedulerConfig.DEFAULT
              .withName("bad")
              .withParallelism(2)
              .withUncaughtExceptionHandler((_, e) -> {
                told.add(e);
                throw new IllegalStateException("the handler throws, too");
              }));

  static List<Throwable> throwables() {
    return List.of(
        new IllegalArgumentException("says the test"),
        new AssertionError("says the test"),
        new OutOfMemoryError("says the test; there is memory enough"),
        new StackOverflowError("says the test"),
        new LinkageError("says the test"),
        new Throwable("says the test"));
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void ofAPlainTaskReachesTheSchedulersHandler(Throwable thrown) throws Exception {
    for (int i = 0; i < 20; i++) {
      on.scheduler().execute(() -> ExecutorContract.sneak(thrown));
    }
    Eventually.holds("all have failed", () -> told.size() == 20);
    assertThat(told).containsOnly(thrown);
    assertGoesOn(on);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void ofAVirtualThreadReachesItsOwnHandler(Throwable thrown) throws Exception {
    Queue<Throwable> own = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < 20; i++) {
      Thread thread =
          on.scheduler().virtualThreads().newThread(() -> ExecutorContract.sneak(thrown));
      thread.setUncaughtExceptionHandler((_, e) -> own.add(e));
      thread.start();
      Eventually.ends(thread);
    }
    assertThat(own).hasSize(20).containsOnly(thrown);
    assertThat(told).isEmpty();
    assertGoesOn(on);
  }

  @Test
  void aHandlerThatThrowsHurtsNobody() throws Exception {
    for (int i = 0; i < 20; i++) {
      badlyHandled.scheduler().execute(() -> ExecutorContract.sneak(new AssertionError("a task")));
    }
    Eventually.holds("the handler was told", () -> told.size() == 20);
    assertGoesOn(badlyHandled);
    assertThat(badlyHandled.scheduler().stats().spares()).isZero();
  }

  @Test
  void aThreadsHandlerThatThrowsHurtsNobody() throws Exception {
    Queue<Throwable> own = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < 20; i++) {
      Thread thread =
          on.scheduler()
              .virtualThreads()
              .newThread(() -> ExecutorContract.sneak(new AssertionError("a thread")));
      thread.setUncaughtExceptionHandler((_, e) -> {
        own.add(e);
        throw new IllegalStateException("the handler throws, too");
      });
      thread.start();
      Eventually.ends(thread);
    }
    assertThat(own).hasSize(20);
    assertGoesOn(on);
  }

  @Test
  void withoutAHandlerTheDefaultOneIsTold() throws Exception {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, e) -> told.add(e));
    try (Scheduler plain =
        new BalancedScheduler(SchedulerConfig.DEFAULT.withName("none").withParallelism(1))) {
      plain.execute(() -> ExecutorContract.sneak(new AssertionError("a task")));
      plain
          .virtualThreads()
          .newThread(() -> ExecutorContract.sneak(new AssertionError("a thread")))
          .start();
      Eventually.holds("both have failed", () -> told.size() == 2);
      assertThat(told.stream().map(Throwable::getMessage))
          .containsExactlyInAnyOrder("a task", "a thread");
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void aRecursionThatGoesTooDeepEndsWithAnError() throws Exception {
    for (int i = 0; i < 3; i++) {
      Throwable thrown =
          on.call(() -> {
            try {
              dive(0);
              return null;
            } catch (StackOverflowError e) {
              return e;
            }
          });
      assertThat(thrown).isInstanceOf(StackOverflowError.class);
    }
    assertGoesOn(on);
  }

  @Test
  void aDeepStackSurvivesAPark() throws Exception {
    assertThat(on.call(() -> diveAndSleep(2_000))).isEqualTo(2_000);
  }

  @SuppressWarnings("InfiniteRecursion") // that is the point
  private static int dive(int depth) {
    return dive(depth + 1) + 1;
  }

  private static int diveAndSleep(int depth) throws InterruptedException {
    if (depth == 0) {
      Thread.sleep(1);
      Yield.now();
      return 0;
    }
    return diveAndSleep(depth - 1) + 1;
  }

  private static void assertGoesOn(TestScheduler scheduler) throws Exception {
    CountDownLatch both = new CountDownLatch(2); // each holds a worker until the other has come
    for (int i = 0; i < 2; i++) {
      scheduler.scheduler().execute(() -> meet(both));
    }
    Eventually.opens(both);
    assertThat(scheduler.call(() -> 42)).isEqualTo(42);
  }

  private static void meet(CountDownLatch both) {
    both.countDown();
    while (both.getCount() > 0) {
      Thread.onSpinWait();
    }
  }
}
