package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Wakeups;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A scheduler with nothing to do makes no wake-ups at all.
class IdleTest {
  private static final int WINDOWS = 10;
  private static final long WINDOW_MILLIS = 1_000;

  @BeforeEach
  void needsACounter() {
    assumeThat(Wakeups.canBeCounted()).as("Linux").isTrue();
  }

  @Test
  void withAThousandParkedThreads() throws Exception {
    try (Scheduler scheduler = make("idle1")) {
      CountDownLatch release = new CountDownLatch(1);
      List<Thread> parked = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        Task<?> task =
            scheduler.spawn(() -> {
              release.await();
              return 0;
            });
        parked.add(task.thread());
      }
      for (Thread thread : parked) {
        Eventually.isIn(thread, Thread.State.WAITING);
      }
      assertFallsSilent(scheduler);
      release.countDown();
    }
  }

  @Test
  void withATimerFarAway() throws Exception {
    try (Scheduler scheduler = make("idle2")) {
      Task<?> sleeper =
          scheduler.spawn(() -> {
            Thread.sleep(3_600_000);
            return 0;
          });
      Eventually.isIn(sleeper.thread(), Thread.State.TIMED_WAITING);
      assertFallsSilent(scheduler);
      sleeper.cancel();
    }
  }

  @Test
  void afterARescue() throws Exception {
    try (Scheduler scheduler = make("idle3")) {
      AtomicBoolean stop = new AtomicBoolean();
      for (int i = 0; i < 2; i++) {
        scheduler.spawn(() -> {
          while (!stop.get()) {
            Thread.onSpinWait();
          }
        });
      }
      assertThat(scheduler.spawn(() -> 42).join()).isEqualTo(42);
      stop.set(true);
      Eventually.holds("the spares have left", () -> scheduler.stats().spares() == 0);
      assertFallsSilent(scheduler);
    }
  }

  @Test
  void withoutAnyWorkYet() throws Exception {
    try (Scheduler scheduler = make("idle4")) {
      assertFallsSilent(scheduler);
    }
  }

  /// Not a wake-up in one of several windows.
  private static void assertFallsSilent(Scheduler scheduler) throws Exception {
    List<Long> seen = new ArrayList<>();
    long before = Wakeups.ofThreads(scheduler.name());
    for (int window = 0; window < WINDOWS; window++) {
      Thread.sleep(WINDOW_MILLIS);
      long now = Wakeups.ofThreads(scheduler.name());
      if (now == before) {
        return;
      }
      seen.add(now - before);
      before = now;
    }
    assertThat(seen).as("wake-ups in windows of %s ms", WINDOW_MILLIS).contains(0L);
  }

  private static Scheduler make(String name) {
    return new BalancedScheduler(SchedulerConfig.DEFAULT.withName(name).withParallelism(2));
  }
}
