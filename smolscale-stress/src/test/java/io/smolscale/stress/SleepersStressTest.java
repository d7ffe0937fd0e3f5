package io.smolscale.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.queue.Inbox;
import io.smolscale.internal.worker.Parker;
import io.smolscale.internal.worker.Sleepers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Workers that really park, and submitters that wait for each task, so that the workers fall
/// asleep again and again: a lost wake-up is a task that never runs.
///
/// It runs for two seconds times `smolscale.effort`, as [QueuesStressTest] does.
@Timeout(value = 7, unit = TimeUnit.DAYS) // a task that does not run fails by itself
class SleepersStressTest {
  private static final Duration TIME =
      Duration.ofSeconds(2).multipliedBy(Integer.getInteger("smolscale.effort", 1));
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Inbox inbox = new Inbox();
  private final Sleepers sleepers = new Sleepers();
  private volatile boolean over;

  @Test
  void eachTaskFindsAWorker() throws InterruptedException {
    List<Worker> workers = Stream.generate(Worker::new).limit(2).toList();
    workers.forEach(worker -> sleepers.join(worker.parker));
    List<Submitter> submitters = Stream.generate(Submitter::new).limit(2).toList();
    submitters.forEach(Thread::start);
    for (Submitter submitter : submitters) {
      submitter.join();
    }
    assertThat(submitters).extracting(submitter -> submitter.lost).containsOnly(0L);

    over = true;
    workers.forEach(worker -> sleepers.wake(worker.parker));
    for (Worker worker : workers) {
      worker.join();
    }
    assertThat(sleepers.awake()).as("nobody is left, and nobody is counted").isZero();
  }

  /// Runs what it finds, and else sleeps. It is started by whoever wakes it first.
  private final class Worker extends Thread {
    private final Parker parker = new Parker(this);

    @Override
    public void run() {
      boolean retired = false;
      while (!retired) {
        Runnable task = inbox.poll();
        if (task != null) {
          task.run();
        } else if (over) {
          retired = sleepers.retire(parker, () -> !inbox.isEmpty());
        } else {
          sleepers.sleep(parker, limit(), () -> over || !inbox.isEmpty());
        }
      }
    }

    /// Mostly no limit; now and then one that ends about when a task comes.
    private long limit() {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      return random.nextInt(4) == 0 ? random.nextLong(1, 100_000) : Long.MAX_VALUE;
    }
  }

  /// Submits a task, waits for it, and pauses about as long as a worker takes to fall asleep.
  private final class Submitter extends Thread {
    private final AtomicLong ran = new AtomicLong();
    private volatile long lost;

    @Override
    public void run() {
      long end = System.nanoTime() + TIME.toNanos();
      for (long n = 1; System.nanoTime() - end < 0 && lost == 0; n++) {
        inbox.add(ran::incrementAndGet);
        sleepers.wakeIfNoneAwake();
        await(n);
        pause(ThreadLocalRandom.current().nextInt(2_000));
      }
    }

    private void await(long n) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (ran.get() < n) {
        LockSupport.parkNanos(1_000);
        if (System.nanoTime() - end > 0) {
          lost = n;
          return;
        }
      }
    }

    private static void pause(int spins) {
      for (int i = 0; i < spins; i++) {
        Thread.onSpinWait();
      }
    }
  }
}
