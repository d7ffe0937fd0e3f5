package io.smolscale.bench.workload;

import java.util.concurrent.CountDownLatch;

/// A crowd of threads started at once, each with next to nothing to do.
///
/// @param driver who starts them
public record StartMany(String name, int threads, Driver driver) implements Workload {
  @Override
  public String description() {
    return "A %s thread starts %,d virtual ones that only count down a latch, and awaits it."
        .formatted(driver == Driver.INSIDE ? "virtual" : "platform", threads);
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
