package io.smolscale.samples;

import io.smolscale.Immortal;
import io.smolscale.RespawnPolicy;
import io.smolscale.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/// Workers that take jobs from a queue, and come back when a job kills them: after 10 ms, then
/// twice that, up to a second.
public final class SupervisedWorkers implements AutoCloseable {
  // quote
  private static final RespawnPolicy BACKOFF =
      RespawnPolicy.exponentialBackoff(Duration.ofMillis(10), Duration.ofSeconds(1));

  private final BlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>(1_000);
  private final List<Immortal> workers = new ArrayList<>();

  /// Starts the workers.
  public SupervisedWorkers(Scheduler scheduler, int count) {
    for (int i = 0; i < count; i++) {
      workers.add(
          Immortal.builder()
              .name("worker-" + i)
              .on(scheduler)
              .listener(SupervisedWorkers::report)
              .respawn(
                  BACKOFF,
                  () -> {
                    while (true) {
                      jobs.take().run();
                    }
                  }));
    }
  }

  private static void report(Immortal.Run run) {
    System.out.println(run.immortal().name() + " died of " + run.failure());
  }

  /// Hands over a job, and waits while the queue is full.
  public void submit(Runnable job) throws InterruptedException {
    jobs.put(job);
  }

  /// Stops the workers, and returns when they have stopped.
  @Override
  public void close() {
    workers.forEach(Immortal::close);
  }

  // end

  /// Runs it: one job in ten is deadly.
  public static void main(String[] args) throws Exception {
    CountDownLatch done = new CountDownLatch(45);
    try (Scheduler scheduler = Scheduler.create();
        SupervisedWorkers workers = new SupervisedWorkers(scheduler, 3)) {
      for (int i = 0; i < 50; i++) {
        int number = i;
        workers.submit(() -> {
          if (number % 10 == 0) {
            throw new IllegalStateException("job " + number);
          }
          done.countDown();
        });
      }
      done.await();
      System.out.print(scheduler.stats().describe());
    }
  }
}
