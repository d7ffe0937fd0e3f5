package io.smolscale;

import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/// Somebody recurses to the end of its stack, and calls something of a scheduler there, at each of
/// the last frames: whatever that call throws, it costs nobody else anything.
class EndOfStackTest {
  private static final int DEEPEST = 10_000_000; // frames: no stack has as many
  private static final int LAST_FRAMES = 60;
  private static final int PARKED = 8;
  private static final int ROUNDS = 5;
  private static final long SMALL_STACK = 256 * 1024;

  private final AtomicInteger ran = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();

  @Test
  void ofAThreadFromOutside() throws Exception {
    attack((_, body) -> new Thread(null, body, "deep", SMALL_STACK));
  }

  @Test
  void ofAVirtualThreadOfTheScheduler() throws Exception {
    attack(ThreadFactory::newThread);
  }

  @Test
  void ofAPlainTask() throws Exception {
    attack((threads, body) -> threads.newThread(body), true);
  }

  private interface Deep {
    Thread thread(ThreadFactory threads, Runnable body);
  }

  private void attack(Deep deep) throws Exception {
    attack(deep, false);
  }

  private void attack(Deep deep, boolean plain) throws Exception {
    for (int i = 0; i < Effort.times(ROUNDS); i++) {
      ran.set(0);
      accepted.set(0);
      SchedulerConfig config = SchedulerConfig.DEFAULT.withParallelism(2).withMaxThreads(20);
      Scheduler scheduler = new BalancedScheduler(config);
      ThreadFactory threads = scheduler.virtualThreads();
      Others others = new Others(threads);
      CountDownLatch over = new CountDownLatch(1);
      Runnable body =
          () -> {
            try {
              descend(0, scheduler, threads, others);
            } finally {
              over.countDown();
            }
          };
      if (plain) {
        scheduler.execute(body);
      } else {
        deep.thread(threads, body).start();
      }
      Eventually.opens(over);
      boolean allEnd = others.end();
      CountDownLatch thousand = new CountDownLatch(1_000);
      for (int n = 0; n < 500; n++) {
        scheduler.execute(thousand::countDown);
        scheduler.spawn(() -> {
          Thread.sleep(1);
          thousand.countDown();
          return null;
        });
      }
      Eventually.opens(thousand);
      Eventually.holds("what was accepted has run", () -> ran.get() >= accepted.get());
      Eventually.holds("all sleep again", () -> scheduler.stats().awake() == 0);
      if (allEnd) {
        scheduler.close();
      }
    }
  }

  /// Goes down until there is no more stack, and acts at the last frames on the way back.
  ///
  /// @return how many frames below have acted
  private int descend(int depth, Scheduler scheduler, ThreadFactory threads, Others others) {
    int below = 0;
    try {
      below = depth < DEEPEST ? descend(depth + 1, scheduler, threads, others) : 0;
    } catch (StackOverflowError _) {
      // here it is
    }
    if (below < LAST_FRAMES) {
      act(below, scheduler, threads, others);
    }
    return below + 1;
  }

  private void act(int which, Scheduler scheduler, ThreadFactory threads, Others others) {
    try {
      scheduler.execute(ran::incrementAndGet);
      accepted.incrementAndGet();
    } catch (StackOverflowError _) {
      // refused
    }
    try {
      threads.newThread(ran::incrementAndGet).start();
      accepted.incrementAndGet();
    } catch (StackOverflowError _) {
      // refused
    }
    try {
      others.lock.lock();
      try {
        ran.getAndAdd(0);
      } finally {
        others.lock.unlock();
      }
    } catch (StackOverflowError | IllegalMonitorStateException _) {
      // the JDK's own affair
    }
    try {
      LockSupport.unpark(others.parked.get(which % PARKED));
    } catch (StackOverflowError _) {
      others.doubtful[which % PARKED] = true;
    }
  }

  /// Threads that others wake. Where an unpark throws, it may be that the JDK has noted that its
  /// thread goes on, and has not come to us to say so: then that thread is lost, as it is on the
  /// JDK's own scheduler (in ten tries like these, which lost 132 of 600 there).
  private static final class Others {
    final ReentrantLock lock = new ReentrantLock();
    final List<Thread> parked = new ArrayList<>();
    final boolean[] doubtful = new boolean[PARKED];
    private volatile boolean stop;

    Others(ThreadFactory threads) {
      for (int i = 0; i < PARKED; i++) {
        Thread thread =
            threads.newThread(() -> {
              while (!stop) {
                LockSupport.park();
              }
            });
        parked.add(thread);
        thread.start();
      }
    }

    /// Whether all have ended; those that are not doubtful must.
    boolean end() throws InterruptedException {
      stop = true;
      parked.forEach(LockSupport::unpark);
      boolean all = true;
      for (int i = 0; i < PARKED; i++) {
        if (doubtful[i]) {
          all &= parked.get(i).join(Duration.ofMillis(200));
        } else {
          Eventually.ends(parked.get(i));
        }
      }
      return all;
    }
  }
}
