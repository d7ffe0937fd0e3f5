package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class ImmortalTest extends ImmortalFixture {
  ImmortalTest(SchedulerKind kind) {
    super(kind);
  }

  // ---- spawn

  @Test
  void aBodyThatLoopsByItselfGoesOnUntilItIsCancelled() throws Exception {
    CountDownLatch rounds = new CountDownLatch(1_000);
    Immortal immortal =
        immortal()
            .spawn(() -> {
              while (true) {
                rounds.countDown();
                Thread.sleep(0);
              }
            });
    Eventually.opens(rounds);
    assertThat(immortal.isAlive()).isTrue();
    assertThat(scheduler.stats().immortals().alive()).isEqualTo(1);
    immortal.cancel();
    assertThat(immortal.isAlive()).isFalse();
    assertThat(immortal.runs()).isEqualTo(1);
    assertThat(ended).as("cancelled, not failed").isEmpty();
    assertThat(scheduler.stats().immortals()).isEqualTo(SchedulerStats.Immortals.NONE);
  }

  @Test
  void aSpawnedTaskThatThrowsIsOver() throws Exception {
    Immortal immortal =
        immortal()
            .spawn(() -> {
              throw new IllegalStateException("says the test");
            });
    Eventually.ends(immortal.thread());
    assertThat(ended).hasSize(1);
    Immortal.Run run = ended.remove();
    assertThat(run.failure()).hasMessage("says the test");
    assertThat(run.pause()).isNull();
    assertThat(immortal.failures()).isEqualTo(1);
    immortal.close();
  }

  @Test
  @SuppressWarnings("NullAway") // the only way to return
  void aSpawnedTaskThatReturnsHasFailed() throws Exception {
    Immortal immortal = immortal().spawn(() -> null);
    Eventually.ends(immortal.thread());
    assertThat(immortal.lastFailure())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has returned");
  }

  // ---- respawn

  @Test
  void itRunsAgainWhetherItReturnsOrThrows() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch hundred = new CountDownLatch(100);
    try (Immortal immortal =
        immortal()
            .respawn(
                AT_ONCE,
                () -> {
                  hundred.countDown();
                  switch (runs.incrementAndGet() % 3) {
                    case 0 -> throw new Exception("checked");
                    case 1 -> throw new AssertionError("an error");
                    default -> {}
                  }
                })) {
      Eventually.opens(hundred);
      assertThat(immortal.failures()).isGreaterThan(50);
    }
    List<Immortal.Run> all = List.copyOf(ended);
    for (int i = 0; i < all.size(); i++) {
      Immortal.Run run = all.get(i);
      assertThat(run.number()).isEqualTo(i + 1);
      assertThat(run.failure() == null).isEqualTo(run.number() % 3 == 2);
      assertThat(run.pause()).isEqualTo(Duration.ZERO);
      assertThat(run.lasted().isNegative()).isFalse();
    }
  }

  @Test
  void aTaskThatReturnsAtOnceLetsOthersRun() throws Exception {
    try (Scheduler single = SchedulerKind.BALANCED.make(SchedulerConfig.SINGLE_THREAD);
        Immortal _ = Immortal.builder().on(single).respawn(AT_ONCE, () -> {})) {
      for (int i = 0; i < 1_000; i++) {
        assertThat(single.spawn(() -> 42).join()).isEqualTo(42);
      }
    }
  }

  @Test
  void itWaitsBetweenRuns() throws Exception {
    RespawnPolicy soon = RespawnPolicy.jitteredDelay(Duration.ofMillis(2), Duration.ofMillis(1));
    CountDownLatch ten = new CountDownLatch(10);
    try (Immortal _ = immortal().respawn(soon, ten::countDown)) {
      Eventually.opens(ten);
    }
    assertThat(ended)
        .allMatch(run -> run.pause() != null && run.pause().compareTo(Duration.ofMillis(1)) >= 0);
  }

  @Test
  void aTaskThatThrowsEachTimeDoesNotSpin() throws Exception {
    try (Immortal immortal =
        immortal()
            .respawn(
                NEXT_HOUR,
                () -> {
                  throw new IllegalStateException("says the test");
                })) {
      Eventually.isIn(immortal.thread(), Thread.State.TIMED_WAITING);
      Thread.sleep(20);
      assertThat(immortal.runs()).isEqualTo(1);
      assertThat(ended).hasSize(1);
    } // and stops well within its delay, or the test times out
  }

  @Test
  void aTaskThatThrowsEachTimeDoesNotLeak() throws Exception {
    int failures = Effort.times(20_000);
    Queue<WeakReference<Throwable>> thrown = new ConcurrentLinkedQueue<>();
    AtomicInteger left = new AtomicInteger(failures);
    CountDownLatch pausing = new CountDownLatch(1);
    try (Immortal immortal =
        Immortal.builder()
            .on(scheduler)
            .listener(run -> thrown.add(new WeakReference<>(run.failure())))
            .respawn(
                AT_ONCE,
                () -> {
                  if (left.getAndDecrement() <= 0) {
                    pausing.countDown();
                    Thread.sleep(Duration.ofHours(1));
                  }
                  throw new IllegalStateException(new String("a message of its own"));
                })) {
      Eventually.opens(pausing);
      assertThat(thrown).hasSize(failures);
      // The last one is kept by us, and now and then the VM keeps another for itself: a heap dump
      // had one that nothing refers to.
      Eventually.holds(
          "all but a few are collected",
          () -> {
            System.gc();
            return thrown.stream().filter(reference -> reference.get() != null).count() <= 10;
          });
      assertThat(immortal.failures()).isEqualTo(failures);
      assertThat(scheduler.stats().activeTasks()).isEqualTo(1);
    }
    assertThat(scheduler.stats().activeTasks()).isZero();
  }

  // ---- who is told

  @Test
  void withoutAListenerTheUncaughtExceptionHandlerIsTold() throws Exception {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    AtomicReference<Throwable> told = new AtomicReference<>();
    CountDownLatch opened = new CountDownLatch(1);
    Thread.setDefaultUncaughtExceptionHandler((_, e) -> {
      told.set(e);
      opened.countDown();
      throw new IllegalStateException("the handler throws as well");
    });
    try (Immortal immortal =
        Immortal.builder()
            .on(scheduler)
            .respawn(
                NEXT_HOUR,
                () -> {
                  throw new IllegalStateException("says the test");
                })) {
      Eventually.opens(opened);
      assertThat(told.get()).hasMessage("says the test");
      Eventually.isIn(immortal.thread(), Thread.State.TIMED_WAITING);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void aListenerThatThrowsDoesNotEndIt() throws Exception {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, _) -> {});
    CountDownLatch ten = new CountDownLatch(10);
    try (Immortal immortal =
        Immortal.builder()
            .on(scheduler)
            .listener(_ -> {
              throw new IllegalStateException("says the listener");
            })
            .respawn(AT_ONCE, ten::countDown)) {
      Eventually.opens(ten);
      assertThat(immortal.isAlive()).isTrue();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void aCrashLoopIsInTheStats() throws Exception {
    CountDownLatch hundred = new CountDownLatch(100);
    Immortal good = immortal().name("good").respawn(NEXT_HOUR, () -> {});
    Immortal bad =
        immortal()
            .name("bad")
            .respawn(
                AT_ONCE,
                () -> {
                  hundred.countDown();
                  if (hundred.getCount() == 0) {
                    Thread.sleep(Duration.ofHours(1));
                  }
                  throw new IllegalStateException("no luck");
                });
    Eventually.opens(hundred);
    Eventually.isIn(good.thread(), Thread.State.TIMED_WAITING);
    Eventually.isIn(bad.thread(), Thread.State.TIMED_WAITING);
    SchedulerStats stats = scheduler.stats();
    assertThat(stats.immortals())
        .isEqualTo(
            new SchedulerStats.Immortals(
                2,
                99,
                99,
                List.of(
                    new SchedulerStats.CrashLoop(
                        "bad", 99, "java.lang.IllegalStateException: no luck"))));
    assertThat(stats.describe())
        .contains("immortals  2 alive, respawned 99 times, 99 failures")
        .contains("\"bad\" has failed 99 times in a row");
    good.close();
    bad.close();
    assertThat(scheduler.stats().immortals().alive()).isZero();
    assertThat(scheduler.stats().immortals().crashLoops()).isEmpty();
  }

  @Test
  void itHasAName() throws Exception {
    try (Immortal named = immortal().name("reader").respawn(NEXT_HOUR, () -> {});
        Immortal unnamed = immortal().respawn(NEXT_HOUR, () -> {})) {
      assertThat(named.name()).isEqualTo("reader");
      assertThat(named.thread().getName()).isEqualTo("reader");
      assertThat(named.thread().isVirtual()).isTrue();
      assertThat(named.toString()).contains("reader", "alive");
      assertThat(unnamed.name()).isEmpty();
    }
  }

  // ---- what makes no sense

  @Test
  @SuppressWarnings("NullAway") // what a caller without NullAway may do
  void nullsAreRefused() {
    assertNull(() -> immortal().spawn(null), "body");
    assertNull(() -> immortal().respawn(AT_ONCE, null), "body");
    assertNull(() -> immortal().respawn(null, () -> {}), "policy");
    assertNull(() -> immortal().name(null), "name");
    assertNull(() -> immortal().listener(null), "listener");
    assertNull(() -> immortal().on(null), "scheduler");
    assertNull(() -> Immortal.spawn(null), "body");
    assertNull(() -> Immortal.respawn(null, () -> {}), "policy");
    assertThat(scheduler.stats().immortals().alive()).isZero();
  }

  private static void assertNull(Runnable call, String name) {
    assertThatThrownBy(call::run).isInstanceOf(NullPointerException.class).hasMessage(name);
  }
}
