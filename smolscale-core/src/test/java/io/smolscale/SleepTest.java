package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Virtual threads that sleep: never shorter than asked.
@AlsoUnderAgent
class SleepTest {
  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void itLastsAsLongAsAsked() throws Exception {
    on.run(() -> {
      for (int millis = 0; millis < 10; millis++) {
        long began = System.nanoTime();
        Thread.sleep(millis);
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(millis * 1_000_000L);
      }
    });
  }

  @Test
  void shortOnesToo() throws Exception {
    on.run(() -> {
      for (int micros = 0; micros < 200; micros++) {
        long began = System.nanoTime();
        Thread.sleep(Duration.ofNanos(micros * 1_000L));
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(micros * 1_000L);
      }
    });
  }

  @Test
  void zeroAndNegativeReturn() throws Exception {
    on.run(() -> {
      Thread.sleep(0);
      Thread.sleep(Duration.ZERO);
      Thread.sleep(Duration.ofSeconds(-5));
    });
  }

  @Test
  void manySleepAtOnce() throws Exception {
    int threads = 10_000;
    CountDownLatch awake = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      int millis = t % 50;
      on.start(() -> {
        long began = System.nanoTime();
        Thread.sleep(millis);
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(millis * 1_000_000L);
        awake.countDown();
      });
    }
    Eventually.opens(awake);
  }

  @Test
  void aShortSleepIsNotHeldUpByALongOne() throws Exception {
    Thread sleeper = on.start(() -> sleepUntilInterrupted(Duration.ofHours(1)));
    Eventually.isIn(sleeper, Thread.State.TIMED_WAITING);
    on.run(() -> Thread.sleep(5));
    assertThat(sleeper.isAlive()).isTrue();
    sleeper.interrupt();
    Eventually.ends(sleeper);
  }

  @Test
  void forEverMeansForEver() throws Exception {
    List<Thread> sleepers = new ArrayList<>();
    for (Duration length : List.of(Duration.ofDays(40_000), Duration.ofSeconds(Long.MAX_VALUE))) {
      sleepers.add(on.start(() -> sleepUntilInterrupted(length)));
    }
    sleepers.add(on.start(() -> sleepUntilInterrupted(Duration.ofMillis(Long.MAX_VALUE))));
    for (Thread sleeper : sleepers) {
      Eventually.isIn(sleeper, Thread.State.TIMED_WAITING);
    }
    on.run(() -> Thread.sleep(5));
    for (Thread sleeper : sleepers) {
      assertThat(sleeper.isAlive()).isTrue();
      sleeper.interrupt();
      Eventually.ends(sleeper);
    }
  }

  private static void sleepUntilInterrupted(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException _) {
      return;
    }
    throw new AssertionError("slept through " + length);
  }
}
