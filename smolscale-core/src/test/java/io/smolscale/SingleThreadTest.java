package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// One worker for good.
class SingleThreadTest {
  private static final int THREADS = 20;

  private final AtomicBoolean stop = new AtomicBoolean();

  /// Threads that start others, send messages and yield, now and then with a long run: all of which
  /// the clock must not have a say in.
  @Test
  void theOrderIsTheSameEachTime() throws Exception {
    List<Integer> first = trace(0);
    assertThat(first).hasSize(THREADS * 31);
    for (int i = 1; i <= Effort.times(10); i++) {
      assertThat(trace(i)).isEqualTo(first);
    }
  }

  /// @param seed of where long runs are, which must make no difference
  private static List<Integer> trace(int seed) throws Exception {
    try (Scheduler single = new BalancedScheduler(SchedulerConfig.SINGLE_THREAD)) {
      List<Integer> trace = new ArrayList<>(); // only ever touched by the one worker
      Random random = new Random(seed);
      List<BlockingQueue<Integer>> queues = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        queues.add(i % 2 == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(2));
      }
      return single
          .spawn(() -> {
            try (Nursery nursery = Nursery.open(single)) {
              for (int i = 0; i < THREADS; i++) {
                int number = i;
                nursery.spawn(() -> member(number, queues, trace, random));
              }
              nursery.join();
            }
            return trace;
          })
          .join();
    }
  }

  private static int member(
      int number, List<BlockingQueue<Integer>> queues, List<Integer> trace, Random random)
      throws InterruptedException {
    trace.add(number);
    for (int round = 0; round < 10; round++) {
      if (number % 2 == 0) {
        queues.get(number).put(round);
      } else {
        queues.get(number - 1).take();
      }
      trace.add(number);
      burn(random.nextInt(200) == 0 ? 15_000_000 : random.nextInt(50) == 0 ? 300_000 : 0);
      Yield.now();
      trace.add(number);
      queues.get(number | 1).offer(round);
      Yield.now();
      trace.add(number);
    }
    return number;
  }

  private static void burn(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  /// A hundred threads send a message to one. Woken and mounted for each, it would be mounted a
  /// hundred times.
  @Test
  void aCollectorIsMountedOnceForManyMessages() throws Exception {
    int senders = 100;
    try (Scheduler single = new BalancedScheduler(SchedulerConfig.SINGLE_THREAD)) {
      BlockingQueue<Integer> messages = new ArrayBlockingQueue<>(senders);
      int sum =
          single
              .spawn(() -> {
                for (int i = 0; i < senders; i++) {
                  int value = i;
                  single.spawn(() -> messages.add(value));
                }
                int all = 0;
                for (int i = 0; i < senders; i++) {
                  all += messages.take();
                }
                return all;
              })
              .join();
      assertThat(sum).isEqualTo(senders * (senders - 1) / 2);
      assertThat(single.stats().tasks()).isBetween(senders + 1L, senders + 10L);
    }
  }

  @Test
  void nobodyRescuesWhatWaitsBehindAHog() throws Exception {
    try (Scheduler single = new BalancedScheduler(SchedulerConfig.SINGLE_THREAD)) {
      Task<?> hog = hog(single);
      Task<Integer> behind = single.spawn(() -> 42);
      Thread.sleep(100);
      assertThat(behind.thread().isAlive()).isTrue();
      assertThat(single.stats().workers()).isEqualTo(1);
      stop.set(true);
      hog.join();
      behind.join();
      assertThat(single.stats().sparesMost()).isZero();
    }
  }

  @Test
  void unlessItIsAskedFor() throws Exception {
    try (Scheduler rescued =
        new BalancedScheduler(SchedulerConfig.SINGLE_THREAD.withMaxThreads(2))) {
      Task<?> hog = hog(rescued);
      assertThat(rescued.spawn(() -> 42).join()).isEqualTo(42);
      assertThat(rescued.stats().sparesMost()).isEqualTo(1);
      stop.set(true);
      hog.join();
    }
  }

  private Task<?> hog(Scheduler scheduler) throws InterruptedException {
    CountDownLatch began = new CountDownLatch(1);
    Task<?> hog =
        scheduler.spawn(() -> {
          began.countDown();
          while (!stop.get()) {
            Thread.onSpinWait();
          }
        });
    Eventually.opens(began);
    return hog;
  }
}
