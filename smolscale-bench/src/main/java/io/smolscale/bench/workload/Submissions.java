package io.smolscale.bench.workload;

import io.smolscale.bench.task.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Platform threads that submit at once, as those of a server with its own threads do: how a
/// scheduler takes in what comes from outside, over one inbox or many.
///
/// Each submits a burst and waits until it is done, again and again.
///
/// @param threads that submit
/// @param family whether they start virtual threads, or submit plain tasks to a pool
record Submissions(String name, int threads, Family family) implements Workload {
  private static final int BURST = 1_000;
  private static final int PATIENCE_SECONDS = 5;

  private static @Nullable Executor chosen; // outlives a run, as any pool outlives a request

  @Override
  public String description() {
    return "%d platform threads at once each %s %,d %s that only count down, and wait for them."
        .formatted(
            threads,
            family == Family.TASKS ? "submit" : "start",
            BURST,
            family == Family.TASKS ? "plain tasks" : "virtual threads");
  }

  @Override
  public String operation() {
    return family == Family.TASKS ? "one task" : "one thread";
  }

  @Override
  public Driver driver() {
    return Driver.OUTSIDE;
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    Executor executor = family == Family.TASKS ? pool() : Thread::startVirtualThread;
    AtomicBoolean stuck = new AtomicBoolean();
    List<Thread> submitters = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      submitters.add(
          Thread.ofPlatform()
              .start(() -> {
                for (long round = 0; round < iterations && !stuck.get(); round++) {
                  if (!burst(executor)) {
                    stuck.set(true);
                  }
                }
              }));
    }
    Threads.joinAll(submitters);
    return stuck.get()
        ? new Outcome.Stuck("a burst was not done within %d s".formatted(PATIENCE_SECONDS))
        : new Outcome.Completed((double) iterations * threads * BURST);
  }

  /// Returns whether all of it was done.
  private static boolean burst(Executor executor) {
    CountDownLatch done = new CountDownLatch(BURST);
    for (int i = 0; i < BURST; i++) {
      executor.execute(done::countDown);
    }
    try {
      return done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static synchronized Executor pool() {
    Executor pool = chosen;
    if (pool == null) {
      pool = Pool.chosen().executor();
      chosen = pool;
    }
    return pool;
  }
}
