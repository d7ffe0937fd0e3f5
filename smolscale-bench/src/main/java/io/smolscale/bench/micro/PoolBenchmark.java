package io.smolscale.bench.micro;

import io.smolscale.bench.task.Pool;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Plain tasks that do next to nothing, in the pool that the property `smolscale.bench.pool` names.
///
/// An operation is one of a thousand, so that the wake-up of the thread that waits for them all is
/// a thousandth of it.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Benchmark)
public class PoolBenchmark {
  private static final int TASKS = 1_000;

  private final Executor executor = Pool.chosen().executor();

  /// A worker starts a task and ends; that one starts the next.
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void executeFromWorker() throws InterruptedException {
    final CountDownLatch over = new CountDownLatch(1);
    executor.execute(() -> step(TASKS - 1, over));
    over.await();
  }

  /// A thread that is not the pool's starts one after the other.
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void executeFromOutside() throws InterruptedException {
    final CountDownLatch over = new CountDownLatch(TASKS);
    for (int i = 0; i < TASKS; i++) {
      executor.execute(over::countDown);
    }
    over.await();
  }

  private void step(int left, CountDownLatch over) {
    if (left == 0) {
      over.countDown();
    } else {
      executor.execute(() -> step(left - 1, over));
    }
  }
}
