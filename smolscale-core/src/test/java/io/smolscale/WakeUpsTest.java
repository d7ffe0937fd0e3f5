package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Wakeups;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/// Work that one worker can do alone wakes nobody else: a wake-up too many costs more than the
/// work, and no other test would see it.
///
/// A machine that takes a core away makes a worker look stuck, and then a wake-up is right. That
/// happens a few times a millisecond at most, so each bound grows with the time that went by.
class WakeUpsTest {
  private static final String NAME = "wakes";

  private final Scheduler scheduler =
      new BalancedScheduler(SchedulerConfig.DEFAULT.withName(NAME).withParallelism(2));

  @Test
  void ofMessagesBetweenThreads() throws Exception {
    int roundTrips = 100_000;
    assertThat(
            count(
                SchedulerStats::wakeUps,
                () -> {
                  BlockingQueue<Integer> there = new ArrayBlockingQueue<>(1);
                  BlockingQueue<Integer> back = new ArrayBlockingQueue<>(1);
                  scheduler.spawn(() -> {
                    for (int i = 0; i < roundTrips; i++) {
                      back.put(there.take());
                    }
                    return 0;
                  });
                  run(() -> {
                    for (int i = 0; i < roundTrips; i++) {
                      there.put(i);
                      back.take();
                    }
                  });
                }))
        .isLessThan(roundTrips / 20.0);
  }

  @Test
  void ofThreadsThatAreStartedAndJoined() throws Exception {
    int starts = 100_000;
    assertThat(
            count(
                SchedulerStats::wakeUps,
                () ->
                    run(() -> {
                      for (int i = 0; i < starts; i++) {
                        scheduler.spawn(() -> 0).join();
                      }
                    })))
        .isLessThan(starts / 20.0);
  }

  /// Each may wake one worker, if it finds none awake. None is behind with its work, so nobody is
  /// to be woken to help.
  @Test
  void ofTasksThatArriveOneByOne() throws Exception {
    int tasks = 5_000;
    assertThat(
            count(
                SchedulerStats::helps,
                () -> {
                  for (int i = 0; i < tasks; i++) {
                    CountDownLatch ran = new CountDownLatch(1);
                    scheduler.execute(ran::countDown);
                    Eventually.opens(ran);
                  }
                }))
        .isLessThan(tasks / 10.0);
  }

  /// Counted by the kernel, because a worker that wakes itself is no wake-up in our own account,
  /// nor is the balancer's.
  @Test
  void ofALoneTimer() throws Exception {
    assumeThat(Wakeups.canBeCounted()).as("Linux").isTrue();
    int sleeps = 200;
    try (scheduler) {
      scheduler.spawn(() -> 0).join();
      long began = System.nanoTime();
      long before = Wakeups.ofThreads(NAME);
      run(() -> {
        for (int i = 0; i < sleeps; i++) {
          Thread.sleep(5);
        }
      });
      long counted = Wakeups.ofThreads(NAME) - before;
      assertThat(counted - millisSince(began) / 5.0).isLessThan(2.0 * sleeps);
    }
  }

  /// Whoever wakes up for a thread runs it at once, so nobody is to be woken to help, however long
  /// that will take.
  @Test
  void ofALoneTimerForALongTask() throws Exception {
    int sleeps = 200;
    try (scheduler) {
      run(() -> {
        for (int i = 0; i < sleeps; i++) {
          long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(300);
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
          Thread.sleep(1);
        }
      });
      assertThat(scheduler.stats().helps()).isLessThan(sleeps / 4);
    }
  }

  /// How many wake-ups of this kind it took, less three for each millisecond.
  private double count(ToLongFunction<SchedulerStats> wakeUps, Work work) throws Exception {
    try (scheduler) {
      long began = System.nanoTime();
      work.run();
      return wakeUps.applyAsLong(scheduler.stats()) - 3.0 * millisSince(began);
    }
  }

  /// Runs it on a virtual thread, to its end.
  private void run(Work work) throws Exception {
    Task<?> task =
        scheduler.spawn(() -> {
          work.run();
          return 0;
        });
    Eventually.ends(task.thread());
  }

  private static long millisSince(long began) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  private interface Work {
    void run() throws Exception;
  }
}
