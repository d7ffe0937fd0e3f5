package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Fork and join in plain tasks: each runs on a `ForkJoinWorkerThread`, and may take it for one of
/// a pool.
class ForksTest {
  private static final int ROUNDS = 5;

  enum Kind {
    DEFAULT(SchedulerConfig.DEFAULT),
    TWO(SchedulerConfig.DEFAULT.withParallelism(2)),
    SINGLE(SchedulerConfig.SINGLE_THREAD);

    @SuppressWarnings("ImmutableEnumChecker") // it is a record
    private final SchedulerConfig config;

    Kind(SchedulerConfig config) {
      this.config = config;
    }
  }

  private static void onWorker(Kind kind, Callable<?> body) throws Exception {
    try (Scheduler scheduler = Scheduler.create(kind.config.withName("forks"))) {
      for (int i = 0; i < ROUNDS; i++) {
        CompletableFuture<Object> result = new CompletableFuture<>();
        scheduler.execute(() -> {
          try {
            result.complete(body.call());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
        Eventually.gives(result);
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nobody joins it
  private static void fork(Runnable body) {
    new RecursiveAction() {
      private static final long serialVersionUID = 1;

      @Override
      protected void compute() {
        body.run();
      }
    }.fork();
  }

  @ParameterizedTest
  @EnumSource
  void aForkRunsWhileItsTaskWaitsOnALatch(Kind kind) throws Exception {
    onWorker(
        kind,
        () -> {
          for (int n : List.of(1, 100, 1)) {
            CountDownLatch ran = new CountDownLatch(n);
            for (int i = 0; i < n; i++) {
              fork(ran::countDown);
            }
            Eventually.opens(ran);
          }
          return true;
        });
  }

  @ParameterizedTest
  @EnumSource
  void aForkRunsWhileItsTaskSpins(Kind kind) throws Exception {
    onWorker(
        kind,
        () -> {
          AtomicBoolean ran = new AtomicBoolean();
          fork(() -> ran.set(true));
          Eventually.holds("it ran", ran::get);
          return true;
        });
  }

  @ParameterizedTest
  @EnumSource
  void aForkRunsWhileItsTaskWaitsForAFutureOrACondition(Kind kind) throws Exception {
    onWorker(
        kind,
        () -> {
          CompletableFuture<Integer> future = new CompletableFuture<>();
          fork(() -> future.complete(1));
          assertThat(future.join()).isEqualTo(1);
          ReentrantLock lock = new ReentrantLock();
          Condition condition = lock.newCondition();
          boolean[] signalled = {false};
          lock.lock();
          try {
            fork(() -> {
              lock.lock();
              try {
                signalled[0] = true;
                condition.signal();
              } finally {
                lock.unlock();
              }
            });
            while (!signalled[0]) {
              condition.await();
            }
          } finally {
            lock.unlock();
          }
          return true;
        });
  }

  @ParameterizedTest
  @EnumSource
  void forkAndJoinGiveTheRightResult(Kind kind) throws Exception {
    onWorker(
        kind,
        () -> {
          assertThat(new Fib(18).invoke()).isEqualTo(2584);
          assertThat(ForkJoinTask.invokeAll(List.of(new Fib(5), new Fib(6))))
              .extracting(Fib::join)
              .containsExactly(5, 8);
          return true;
        });
  }

  @ParameterizedTest
  @EnumSource
  void aTaskThatTakesItsLastForkItselfLeavesNothingBehind(Kind kind) throws Exception {
    onWorker(
        kind,
        () -> {
          CountDownLatch ran = new CountDownLatch(1);
          fork(ran::countDown);
          ForkJoinTask.helpQuiesce(); // and the hint with it
          Eventually.opens(ran);
          CountDownLatch ranAfter = new CountDownLatch(1);
          fork(ranAfter::countDown);
          Eventually.opens(ranAfter);
          return true;
        });
  }

  @ParameterizedTest
  @EnumSource
  void parallelStreamsAndManagedBlockersEnd(Kind kind) throws Exception {
    onWorker(
        kind,
        () -> {
          assertThat(IntStream.range(0, 100_000).parallel().map(i -> i % 7).sum())
              .isEqualTo(299_995);
          ForkJoinPool.managedBlock(
              new ForkJoinPool.ManagedBlocker() {
                private boolean blocked;

                @Override
                public boolean block() throws InterruptedException {
                  Thread.sleep(1);
                  blocked = true;
                  return true;
                }

                @Override
                public boolean isReleasable() {
                  return blocked;
                }
              });
          return true;
        });
  }

  @ParameterizedTest
  @EnumSource
  void aCompleterThatNobodyJoinsCompletes(Kind kind) throws Exception {
    onWorker(
        kind,
        () -> {
          CountDownLatch completed = new CountDownLatch(1);
          new Halves(null, 16, completed).fork();
          Eventually.opens(completed);
          return true;
        });
  }

  private static final class Fib extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1;

    private final int n;

    Fib(int n) {
      this.n = n;
    }

    @Override
    protected Integer compute() {
      if (n < 2) {
        return n;
      }
      ForkJoinTask<Integer> one = new Fib(n - 1).fork();
      return new Fib(n - 2).compute() + one.join();
    }
  }

  private static final class Halves extends CountedCompleter<Void> {
    private static final long serialVersionUID = 1;

    private final int size;
    private final transient CountDownLatch completed;

    Halves(@org.jspecify.annotations.Nullable Halves parent, int size, CountDownLatch completed) {
      super(parent);
      this.size = size;
      this.completed = completed;
    }

    @Override
    public void compute() {
      if (size > 1) {
        setPendingCount(2);
        new Halves(this, size / 2, completed).fork();
        new Halves(this, size / 2, completed).fork();
      }
      tryComplete();
    }

    @Override
    public void onCompletion(CountedCompleter<?> caller) {
      if (getCompleter() == null) {
        completed.countDown();
      }
    }
  }
}
