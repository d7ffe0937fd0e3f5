package io.smolscale.internal.worker;

import io.smolscale.internal.queue.Inbox;
import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Tally;
import io.smolscale.testkit.Yield;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Workers that sleep whenever they find nothing, and submitters that wait for each task before
/// they submit the next. A wake-up that is lost stops one of them for good.
class SleepersStressTest {
  private static final int EACH = 30_000;

  private static final int SPINS = 1_000;

  private final Inbox inbox = new Inbox();
  private final Sleepers sleepers = new Sleepers();
  private final AtomicBoolean over = new AtomicBoolean();

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "2, 1", "3, 2"})
  void noWakeUpIsLost(int workers, int submitters) throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      threads.add(worker());
    }
    for (int times = Effort.times(1); times > 0; times--) { // each has its own time limit
      submitAll(submitters);
    }
    over.set(true);
    while (sleepers.wakeOne()) {
      // each ends when it is awake
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
  }

  private void submitAll(int submitters) throws InterruptedException {
    Tally tally = new Tally(submitters * EACH);
    List<Thread> outside = new ArrayList<>();
    for (int s = 0; s < submitters; s++) {
      int first = s * EACH;
      outside.add(Thread.ofPlatform().daemon().start(() -> submitOneByOne(tally, first)));
    }
    for (Thread thread : outside) {
      Eventually.ends(thread);
    }
    tally.assertEachOnce();
  }

  private void submitOneByOne(Tally tally, int first) {
    for (int i = first; i < first + EACH; i++) {
      AtomicBoolean done = new AtomicBoolean();
      int number = i;
      inbox.add(() -> {
        tally.mark(number);
        done.set(true);
      });
      sleepers.wakeIfNoneAwake();
      for (int spins = 0; !done.get(); spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          Yield.now(); // the worker may be waiting for this very processor
        }
      }
      pause();
    }
  }

  /// So that now and then the workers get as far as their sleep.
  private static void pause() {
    int spins = ThreadLocalRandom.current().nextInt(200);
    for (int i = 0; i < spins; i++) {
      Thread.onSpinWait();
    }
  }

  private Thread worker() {
    Parker[] parker = new Parker[1];
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .unstarted(() -> {
              while (!over.get()) {
                Runnable task = inbox.poll();
                if (task != null) {
                  task.run();
                } else {
                  sleepers.sleep(parker[0], Long.MAX_VALUE, () -> !inbox.isEmpty() || over.get());
                }
              }
            });
    parker[0] = new Parker(thread);
    sleepers.join(parker[0]);
    sleepers.wake(parker[0]);
    return thread;
  }
}
