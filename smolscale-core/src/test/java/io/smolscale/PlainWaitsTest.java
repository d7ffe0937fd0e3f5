package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A plain task waits for a task of its own scheduler: with one worker, and where all workers do.
class PlainWaitsTest {
  /// A way to wait. Each waits for what runs on the scheduler, and gives 42.
  enum Wait {
    JOIN {
      @Override
      int on(Scheduler scheduler) throws Exception {
        return scheduler.spawn(() -> 42).join();
      }
    },
    JOIN_FOR_A_TIME {
      @Override
      int on(Scheduler scheduler) throws Exception {
        return scheduler.spawn(() -> 42).join(Duration.ofMinutes(1));
      }
    },
    JOIN_OF_A_SLEEPER {
      @Override
      int on(Scheduler scheduler) throws Exception {
        return scheduler
            .spawn(() -> {
              Thread.sleep(2);
              return 42;
            })
            .join();
      }
    },
    CANCEL {
      @Override
      int on(Scheduler scheduler) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        scheduler.spawn(ended::countDown).cancel();
        Immortal.builder().on(scheduler).respawn(RespawnPolicy.immediate(), () -> {}).cancel();
        return 42;
      }
    },
    NURSERY {
      @Override
      int on(Scheduler scheduler) throws Exception {
        try (Nursery nursery = Nursery.open(scheduler)) {
          Task<Integer> task = nursery.spawn(() -> 42);
          nursery.join();
          return task.join();
        }
      }
    },
    REAPER {
      @Override
      int on(Scheduler scheduler) throws Exception {
        try (TaskReaper reaper = new TaskReaper()) {
          reaper.attach(scheduler.spawn(() -> 41));
        }
        return 42;
      }
    },
    FUTURE {
      @Override
      int on(Scheduler scheduler) throws Exception {
        return scheduler.submit(() -> 42).get();
      }
    },
    FUTURE_FOR_A_TIME {
      @Override
      int on(Scheduler scheduler) throws Exception {
        return scheduler.submit(() -> 42).get(1, TimeUnit.MINUTES);
      }
    },
    INVOKE_ALL {
      @Override
      int on(Scheduler scheduler) throws Exception {
        int sum = 0;
        List<Callable<Integer>> parts = List.of(() -> 40, () -> 2);
        for (Future<Integer> part : scheduler.invokeAll(parts)) {
          sum += part.get();
        }
        return sum;
      }
    },
    INVOKE_ANY {
      @Override
      int on(Scheduler scheduler) throws Exception {
        List<Callable<Integer>> either = List.of(() -> 42, () -> 42);
        return scheduler.invokeAny(either);
      }
    },
    COMPOSED {
      @Override
      int on(Scheduler scheduler) {
        return CompletableFuture.supplyAsync(() -> 42, scheduler).join();
      }
    },
    FUTURE_OF_A_TASK {
      @Override
      int on(Scheduler scheduler) {
        return scheduler.spawn(() -> 42).toCompletableFuture().join();
      }
    },
    QUEUE {
      @Override
      int on(Scheduler scheduler) throws Exception {
        var queue = new LinkedBlockingQueue<Integer>();
        scheduler.execute(() -> queue.add(40));
        scheduler.spawn(() -> queue.add(2));
        return queue.take() + queue.take();
      }
    },
    CLOSE_OF_ANOTHER {
      @Override
      int on(Scheduler scheduler) throws Exception {
        try (Scheduler other = new BalancedScheduler(SchedulerConfig.SINGLE_THREAD)) {
          Task<Integer> there = scheduler.spawn(() -> 42);
          other.execute(() -> joinUnchecked(there));
        }
        return 42;
      }
    },
    TERMINATION {
      @Override
      int on(Scheduler scheduler) throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        scheduler.execute(ran::countDown);
        while (ran.getCount() > 0) {
          scheduler.awaitTermination(10, TimeUnit.MILLISECONDS);
        }
        return 42;
      }
    };

    abstract int on(Scheduler scheduler) throws Exception;
  }

  private static void joinUnchecked(Task<?> task) {
    try {
      task.join();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOnlyWorkerWaits(Wait wait) throws Exception {
    try (Scheduler single = new BalancedScheduler(SchedulerConfig.SINGLE_THREAD)) {
      for (int i = 0; i < 3; i++) {
        assertThat(Eventually.gives(waiting(single, wait))).isEqualTo(42);
      }
      assertThat(single.spawn(() -> 42).join()).isEqualTo(42);
    }
  }

  @ParameterizedTest
  @EnumSource
  void allWorkersWaitAndThereMayBeNoOthers(Wait wait) throws Exception {
    SchedulerConfig two = SchedulerConfig.DEFAULT.withParallelism(2).withMaxThreads(2);
    try (Scheduler scheduler = new BalancedScheduler(two)) {
      List<CompletableFuture<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        all.add(waiting(scheduler, wait));
      }
      for (CompletableFuture<Integer> one : all) {
        assertThat(Eventually.gives(one)).isEqualTo(42);
      }
    }
  }

  private static CompletableFuture<Integer> waiting(Scheduler scheduler, Wait wait) {
    return CompletableFuture.supplyAsync(() -> unchecked(() -> wait.on(scheduler)), scheduler);
  }

  private static <T> T unchecked(Callable<T> body) {
    try {
      return body.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2"})
  void waitsNest(int parallelism, int maxThreads) throws Exception {
    SchedulerConfig config =
        SchedulerConfig.DEFAULT.withParallelism(parallelism).withMaxThreads(maxThreads);
    try (Scheduler scheduler = new BalancedScheduler(config)) {
      assertThat(
              Eventually.gives(
                  CompletableFuture.supplyAsync(() -> nested(scheduler, 30), scheduler)))
          .isEqualTo(30);
      Eventually.holds("the stand-ins stand down", () -> scheduler.stats().awake() == 0);
    }
  }

  private static int nested(Scheduler scheduler, int levels) {
    return levels == 0
        ? 0
        : 1 + unchecked(() -> scheduler.submit(() -> nested(scheduler, levels - 1)).get());
  }

  /// Whoever waits does not run, and whoever stands in for it gives way when the wait is over.
  @Test
  void oneRunsAtATimeInACrewOfOne() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(200);
    try (Scheduler single = new BalancedScheduler(SchedulerConfig.SINGLE_THREAD)) {
      for (int i = 0; i < 100; i++) {
        single.execute(() -> {
          busy(running, most);
          joinUnchecked(single.spawn(() -> busy(running, most)));
          busy(running, most);
          ended.countDown();
        });
        single.spawn(() -> {
          busy(running, most);
          ended.countDown();
        });
      }
      Eventually.opens(ended);
    }
    assertThat(most).hasValue(1);
  }

  private static void busy(AtomicInteger running, AtomicInteger most) {
    int now = running.incrementAndGet();
    most.accumulateAndGet(now, Math::max);
    long end = System.nanoTime() + 50_000;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    running.decrementAndGet();
  }

  /// The threads that stood in are not there for ever.
  @Test
  void thoseThatStoodInRetire() throws Exception {
    try (Scheduler single = new BalancedScheduler(SchedulerConfig.SINGLE_THREAD)) {
      assertThat(Eventually.gives(waiting(single, Wait.JOIN))).isEqualTo(42);
      assertThat(single.stats().sparesMost()).isEqualTo(1);
      Eventually.holds("the stand-in retires", () -> single.stats().spares() == 0);
    }
  }
}
