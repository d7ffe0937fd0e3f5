package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// The global scheduler's static methods.
class SmolscaleTest {
  @Test
  void blockOnGivesTheValue() throws Exception {
    assertThat(Smolscale.blockOn(() -> 42)).isEqualTo(42);
    assertThat(Smolscale.blockOn(() -> Thread.currentThread().isVirtual())).isTrue();
  }

  @Test
  void theExampleOfTheDocumentationWorks() throws Exception {
    int n =
        Smolscale.blockOn(() -> {
          Task<Integer> a = Smolscale.spawn(() -> 20);
          Task<Integer> b = Smolscale.spawn(() -> 22);
          return a.join() + b.join();
        });
    assertThat(n).isEqualTo(42);
  }

  @Test
  void blockOnThrowsWhatTheBodyThrows() {
    for (Throwable thrown :
        List.of(
            new Exception("checked"),
            new IllegalStateException("unchecked"),
            new InterruptedException("the body's own"),
            new AssertionError("error"))) {
      assertThatThrownBy(() ->
              Smolscale.blockOn(() -> {
                ExecutorContract.sneak(thrown);
                return 0;
              }))
          .isSameAs(thrown);
    }
  }

  @Test
  void aThrowableThatIsNeitherExceptionNorErrorIsWrapped() {
    Throwable thrown = new Throwable("neither");
    assertThatThrownBy(() ->
            Smolscale.blockOn(() -> {
              ExecutorContract.sneak(thrown);
              return 0;
            }))
        .hasCause(thrown);
  }

  @Test
  void anInterruptedBlockOnCancelsTheBodyAndWaitsForIt() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicBoolean endedFirst = new AtomicBoolean();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread blocker =
        Thread.ofPlatform()
            .start(() -> {
              try {
                Smolscale.blockOn(() -> {
                  began.countDown();
                  try {
                    Thread.sleep(3_600_000);
                  } finally {
                    ended.set(true);
                  }
                  return 0;
                });
              } catch (Exception e) {
                endedFirst.set(ended.get());
                thrown.set(e);
              }
            });
    Eventually.opens(began);
    blocker.interrupt();
    Eventually.ends(blocker);
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(endedFirst).isTrue();
    assertThat(Smolscale.activeTasks()).isZero();
  }

  @Test
  void blockOnNests() throws Exception {
    assertThat(nest(20)).isEqualTo(20);
    assertThat(Smolscale.blockOn(() -> nest(20))).isEqualTo(20);
    assertThat(Eventually.gives(Smolscale.scheduler().submit(() -> nest(20)))).isEqualTo(20);
  }

  /// At the deepest point twenty plain tasks hold a worker each.
  @Test
  void blockOnNestsThroughPlainTasks() throws Exception {
    assertThat(nestPlainly(20)).isEqualTo(20);
  }

  @Test
  void manyPlainTasksMayBlockOnAtOnce() throws Exception {
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    CountDownLatch together = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      FutureTask<Integer> task =
          new FutureTask<>(() ->
              Smolscale.blockOn(() -> {
                together.countDown();
                Eventually.opens(together);
                return 1;
              }));
      tasks.add(task);
      Smolscale.scheduler().execute(task);
    }
    for (FutureTask<Integer> task : tasks) {
      assertThat(Eventually.gives(task)).isEqualTo(1);
    }
  }

  @Test
  void manyPlatformThreadsMayBlockOn() throws Exception {
    AtomicInteger sum = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 20; t++) {
      threads.add(Thread.ofPlatform().start(() -> blockOnOften(sum)));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    assertThat(sum).hasValue(20 * 500);
    assertThat(Smolscale.activeTasks()).isZero();
  }

  private static void blockOnOften(AtomicInteger sum) {
    try {
      for (int i = 0; i < 500; i++) {
        sum.addAndGet(Smolscale.blockOn(() -> 1));
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aMainThatBlocksOnManyTimes() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      int value = i;
      assertThat(Smolscale.blockOn(() -> value)).isEqualTo(value);
    }
  }

  @Test
  void itCounts() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    assertThat(Smolscale.activeTasks()).isZero();
    Task<?> waiting =
        Smolscale.spawn(() -> {
          Eventually.opens(release);
          return 0;
        });
    assertThat(Smolscale.activeTasks()).isEqualTo(1);
    AtomicBoolean stop = new AtomicBoolean();
    Task<?> spinning =
        Smolscale.spawn(() -> {
          while (!stop.get()) {
            Thread.onSpinWait();
          }
        });
    Eventually.holds("a task runs", () -> Smolscale.runningTasks() > 0);
    assertThat(Smolscale.runningThreads()).isPositive();
    stop.set(true);
    release.countDown();
    spinning.join();
    waiting.join();
    assertThat(Smolscale.activeTasks()).isZero();
    Eventually.holds("no task runs", () -> Smolscale.runningTasks() == 0);
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without NullAway may do
  void nullsAreRefused() {
    assertThatThrownBy(() -> Smolscale.blockOn(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("body");
    assertThatThrownBy(() -> Smolscale.spawn((Runnable) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("body");
    assertThatThrownBy(() -> Smolscale.spawn((Callable<Integer>) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("body");
  }

  private static int nest(int levels) throws Exception {
    return levels == 0 ? 0 : Smolscale.blockOn(() -> nest(levels - 1)) + 1;
  }

  private static int nestPlainly(int levels) throws Exception {
    if (levels == 0) {
      return 0;
    }
    return Smolscale.blockOn(
            () -> Eventually.gives(Smolscale.scheduler().submit(() -> nestPlainly(levels - 1))))
        + 1;
  }
}
