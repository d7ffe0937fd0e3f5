package io.smolscale.bench.workload;

import java.util.concurrent.CountDownLatch;

/// A crowd of threads started at once, each with next to nothing to do.
public record StartMany(int threads) implements Workload {
  @Override
  public String name() {
    return "start-many";
  }

  @Override
  public String description() {
    return "A virtual thread starts %,d others that only count down a latch, and awaits it."
        .formatted(threads);
  }

  @Override
  public String operation() {
    return "one thread";
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    for (long i = 0; i < iterations; i++) {
      final CountDownLatch latch = new CountDownLatch(threads);
      for (int j = 0; j < threads; j++) {
        Threads.start(latch::countDown);
      }
      latch.await();
    }
    return new Outcome.Completed((double) iterations * threads);
  }
}
