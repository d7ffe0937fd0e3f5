package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Workers that are stuck in a task: what waits behind them runs all the same.
class RescueTest {
  private final AtomicBoolean stop = new AtomicBoolean();
  private static final CountDownLatch CLASS_MAY_INITIALIZE = new CountDownLatch(1);

  private Scheduler scheduler = Smolscale.scheduler(); // until a test makes its own

  private void make(int parallelism, int maxThreads) {
    scheduler =
        new BalancedScheduler(
            SchedulerConfig.DEFAULT
                .withName("rescue")
                .withParallelism(parallelism)
                .withMaxThreads(maxThreads));
  }

  @AfterEach
  void close() {
    stop.set(true);
    scheduler.close();
  }

  // ---- hogs

  @Test
  void aThreadRunsBesideAsManySpinnersAsWorkers() throws Exception {
    make(2, 10);
    hogAll(2);
    assertThat(scheduler.spawn(() -> 42).join()).isEqualTo(42);
    assertThat(Eventually.gives(scheduler.submit(() -> 43))).isEqualTo(43);
    assertThat(scheduler.stats().spares()).isBetween(1, 8);
  }

  @Test
  void manyThreadsRunBesideSpinners() throws Exception {
    make(2, 10);
    hogAll(2);
    List<Task<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int value = i;
      tasks.add(
          scheduler.spawn(() -> {
            Yield.now();
            Thread.sleep(1);
            return value;
          }));
    }
    for (int i = 0; i < tasks.size(); i++) {
      assertThat(tasks.get(i).join()).isEqualTo(i);
    }
  }

  @Test
  void oneSpinnerDoesNotNeedASpareWhileAWorkerIsFree() throws Exception {
    make(2, 10);
    hogAll(1);
    for (int i = 0; i < 100; i++) {
      assertThat(scheduler.spawn(() -> 42).join()).isEqualTo(42);
    }
  }

  // ---- what a stuck worker owns

  @Test
  void whatWaitsInRingAndSlotRunsElsewhere() throws Exception {
    make(1, 3);
    CountDownLatch ran = new CountDownLatch(100);
    scheduler.spawn(() -> {
      for (int i = 0; i < 100; i++) { // the last one to the slot, the others to the ring
        scheduler.virtualThreads().newThread(ran::countDown).start();
      }
      hog();
    });
    Eventually.opens(ran);
    assertThat(scheduler.stats().rescues()).isPositive();
  }

  @Test
  void whatWaitsBehindAPinnedThreadRunsElsewhere() throws Exception {
    make(1, 3);
    CountDownLatch ran = new CountDownLatch(100);
    Task<Integer> pinned =
        scheduler.spawn(() -> {
          for (int i = 0; i < 100; i++) {
            scheduler.virtualThreads().newThread(ran::countDown).start();
          }
          return Slow.VALUE; // waits in a class initialiser, under a native frame
        });
    try {
      Eventually.opens(ran);
    } finally {
      CLASS_MAY_INITIALIZE.countDown(); // not after other tests: it must wait in this one
    }
    assertThat(pinned.join()).isEqualTo(42);
  }

  @Test
  void whatWaitsBehindAPlainTaskThatBlocksRunsElsewhere() throws Exception {
    make(1, 3);
    CountDownLatch ran = new CountDownLatch(100);
    scheduler.execute(() -> {
      for (int i = 0; i < 100; i++) {
        scheduler.execute(ran::countDown);
      }
      Eventually.opensUnchecked(ran);
    });
    Eventually.opens(ran);
  }

  @Test
  void aTimerOfAStuckWorkerFires() throws Exception {
    make(1, 3);
    CountDownLatch asleep = new CountDownLatch(50);
    CountDownLatch awake = new CountDownLatch(50);
    for (int i = 0; i < 50; i++) {
      int millis = 5 + i % 10;
      scheduler.spawn(() -> {
        asleep.countDown();
        Thread.sleep(millis);
        awake.countDown();
        return 0;
      });
    }
    Eventually.opens(asleep);
    hogAll(1);
    Eventually.opens(awake);
  }

  @Test
  void aThreadSleepsOnASpare() throws Exception {
    make(1, 3);
    hogAll(1);
    int sleeps =
        scheduler
            .spawn(() -> {
              int n = 0;
              for (; n < 30; n++) {
                Thread.sleep(1);
              }
              return n;
            })
            .join();
    assertThat(sleeps).isEqualTo(30);
  }

  // ---- spares

  @Test
  void sparesRetire() throws Exception {
    make(2, 10);
    hogAll(2);
    assertThat(scheduler.spawn(() -> 42).join()).isEqualTo(42);
    assertThat(scheduler.stats().spares()).isPositive();
    stop.set(true);
    Eventually.holds("the spares have left", () -> scheduler.stats().spares() == 0);
    assertThat(scheduler.spawn(() -> 42).join()).isEqualTo(42);
    assertThat(scheduler.stats().workers()).isLessThanOrEqualTo(2);
  }

  @Test
  void aSpareWhoseParkEndsForNoReasonStays() throws Exception {
    make(1, 3);
    hogAll(1);
    long begun = System.nanoTime();
    Thread spare = CompletableFuture.supplyAsync(Thread::currentThread, scheduler).join();
    for (int i = 0; i < 10; i++) {
      Thread.sleep(10);
      LockSupport.unpark(spare);
    }
    Thread.sleep(10);
    boolean alive = spare.isAlive();
    assumeTrue(System.nanoTime() - begun < 2_500_000_000L, "a spare may retire after 3 s");
    assertThat(alive).isTrue();
  }

  @Test
  void thereAreNeverMoreThreadsThanAllowed() throws Exception {
    make(1, 3);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(10);
    for (int i = 0; i < 10; i++) {
      scheduler.execute(() -> {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        Eventually.opensUnchecked(release);
        inside.decrementAndGet();
        ended.countDown();
      });
    }
    Eventually.holds("all that are allowed work", () -> inside.get() == 3);
    Thread.sleep(300); // a fourth would show here, on a machine that is not too busy
    assertThat(scheduler.stats().workers()).isEqualTo(3);
    release.countDown();
    Eventually.opens(ended);
    assertThat(most).hasValue(3);
  }

  @Test
  void aSingleThreadHasNoSpare() throws Exception {
    scheduler = new BalancedScheduler(SchedulerConfig.SINGLE_THREAD);
    hogAll(1);
    Task<Integer> behind = scheduler.spawn(() -> 42);
    Thread.sleep(50);
    assertThat(behind.state()).isEqualTo(java.util.concurrent.Future.State.RUNNING);
    assertThat(scheduler.stats().workers()).isEqualTo(1);
    stop.set(true);
    assertThat(behind.join()).isEqualTo(42);
  }

  /// Spins on this many workers, and returns when all do.
  private void hogAll(int workers) throws InterruptedException {
    CountDownLatch spinning = new CountDownLatch(workers);
    for (int i = 0; i < workers; i++) {
      scheduler
          .virtualThreads()
          .newThread(() -> {
            spinning.countDown();
            hog();
          })
          .start();
    }
    Eventually.opens(spinning);
  }

  private void hog() {
    while (!stop.get()) {
      Thread.onSpinWait();
    }
  }

  private static final class Slow {
    static final Integer VALUE = slowly();

    private static Integer slowly() {
      Eventually.opensUnchecked(CLASS_MAY_INITIALIZE);
      return 42;
    }
  }
}
