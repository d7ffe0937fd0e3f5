package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Virtual threads and `synchronized`, `wait`, `notify`.
@AlsoUnderAgent
class MonitorsTest {
  private static final int THREADS = 50;

  @RegisterExtension private final TestScheduler on = new TestScheduler();
  private final Object monitor = new Object();
  private int count; // guarded by monitor
  private boolean open; // guarded by monitor

  @Test
  void oneAtATime() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      threads.add(
          on.start(() -> {
            for (int i = 0; i < 200; i++) {
              synchronized (monitor) {
                int seen = count;
                if (i % 20 == 0) {
                  Yield.now();
                }
                count = seen + 1;
              }
            }
          }));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    synchronized (monitor) {
      assertThat(count).isEqualTo(THREADS * 200);
    }
  }

  /// On JDK 24 and later a virtual thread that sleeps with a monitor, or waits for one, has left
  /// its worker: many more threads can do so than there are workers.
  @Test
  void theOwnerMaySleepWhileOthersQueue() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      threads.add(
          on.start(() -> {
            synchronized (monitor) {
              count++;
              Thread.sleep(1);
            }
          }));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    synchronized (monitor) {
      assertThat(count).isEqualTo(THREADS);
    }
  }

  @Test
  void othersRunWhileManyWaitForAMonitor() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    List<Thread> blocked = new ArrayList<>();
    synchronized (monitor) {
      for (int t = 0; t < THREADS; t++) {
        blocked.add(
            on.start(() -> {
              synchronized (monitor) {
                count++;
              }
            }));
      }
      for (Thread thread : blocked) {
        Eventually.isIn(thread, Thread.State.BLOCKED);
      }
      on.start(seen::countDown);
      Eventually.opens(seen);
    }
    for (Thread thread : blocked) {
      Eventually.ends(thread);
    }
  }

  @Test
  void notifyWakesOne() throws Exception {
    List<Thread> waiters = waiters(0);
    for (int left = waiters.size(); left > 0; left--) {
      synchronized (monitor) {
        open = true;
        monitor.notify();
      }
      int expected = waiters.size() - left + 1;
      Eventually.holds("one more has gone through", () -> through() == expected);
    }
    for (Thread thread : waiters) {
      Eventually.ends(thread);
    }
  }

  @Test
  void notifyAllWakesAll() throws Exception {
    wakeAll(waiters(0));
  }

  @Test
  void aTimedWaitIsNotified() throws Exception {
    wakeAll(waiters(3_600_000));
  }

  @Test
  void aTimedWaitTimesOut() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int millis = 1 + t % 5;
      threads.add(
          on.start(() -> {
            long began = System.nanoTime();
            synchronized (monitor) {
              monitor.wait(millis);
            }
            assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(millis * 1_000_000L);
          }));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
  }

  @Test
  void aWaitIsInterrupted() throws Exception {
    Thread waiter =
        on.start(() -> {
          synchronized (monitor) {
            assertThatThrownBy(monitor::wait).isInstanceOf(InterruptedException.class);
            assertThat(Thread.holdsLock(monitor)).isTrue();
          }
        });
    Eventually.isIn(waiter, Thread.State.WAITING);
    waiter.interrupt();
    Eventually.ends(waiter);
  }

  @Test
  void notifyWithoutTheMonitorIsRefused() throws Exception {
    on.run(
        () -> assertThatThrownBy(monitor::notify).isInstanceOf(IllegalMonitorStateException.class));
  }

  private List<Thread> waiters(long millis) throws InterruptedException {
    List<Thread> waiters = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      waiters.add(
          on.start(() -> {
            synchronized (monitor) {
              while (!open) {
                monitor.wait(millis);
              }
              count++;
            }
          }));
    }
    for (Thread thread : waiters) {
      Eventually.isIn(thread, millis > 0 ? Thread.State.TIMED_WAITING : Thread.State.WAITING);
    }
    return waiters;
  }

  private void wakeAll(List<Thread> waiters) throws InterruptedException {
    synchronized (monitor) {
      open = true;
      monitor.notifyAll();
    }
    for (Thread thread : waiters) {
      Eventually.ends(thread);
    }
    assertThat(through()).isEqualTo(waiters.size());
  }

  private int through() {
    synchronized (monitor) {
      return count;
    }
  }
}
