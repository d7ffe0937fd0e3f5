package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Virtual threads and the locks of `java.util.concurrent`.
@AlsoUnderAgent
class LocksTest {
  private static final int THREADS = 50;
  private static final int ROUNDS = 200;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  static List<Lock> locks() {
    return List.of(
        new ReentrantLock(),
        new ReentrantLock(true),
        new ReentrantReadWriteLock().writeLock(),
        new ReentrantReadWriteLock(true).writeLock(),
        new StampedLock().asWriteLock());
  }

  @ParameterizedTest
  @MethodSource("locks")
  void oneAtATime(Lock lock) throws Exception {
    int[] count = {0};
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      threads.add(
          on.start(() -> {
            for (int i = 0; i < ROUNDS; i++) {
              lock.lock();
              try {
                int seen = count[0];
                if (i % 10 == 0) {
                  Yield.now();
                }
                count[0] = seen + 1;
              } finally {
                lock.unlock();
              }
            }
          }));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    assertThat(count[0]).isEqualTo(THREADS * ROUNDS);
  }

  @Test
  void aConditionPassesTheTurnAround() throws Exception {
    Lock lock = new ReentrantLock();
    Condition changed = lock.newCondition();
    int[] turn = {0};
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 10; t++) {
      int mine = t;
      threads.add(
          on.start(() -> {
            for (int i = 0; i < ROUNDS; i++) {
              lock.lock();
              try {
                while (turn[0] % 10 != mine) {
                  changed.await();
                }
                turn[0]++;
                changed.signalAll();
              } finally {
                lock.unlock();
              }
            }
          }));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    assertThat(turn[0]).isEqualTo(10 * ROUNDS);
  }

  @Test
  @SuppressWarnings("WaitNotInLoop") // one wait is what is tested
  void aConditionTimesOut() throws Exception {
    Lock lock = new ReentrantLock();
    Condition never = lock.newCondition();
    on.run(() -> {
      lock.lock();
      try {
        assertThat(never.await(5, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(never.awaitNanos(1_000)).isNotPositive();
      } finally {
        lock.unlock();
      }
    });
  }

  @Test
  @SuppressWarnings("WaitNotInLoop") // one wait is what is tested
  void aConditionIsSignalledBeforeItTimesOut() throws Exception {
    Lock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    boolean[] signalled = {false};
    Thread waiter =
        on.start(() -> {
          lock.lock();
          try {
            assertThat(condition.await(1, TimeUnit.HOURS)).isTrue();
            signalled[0] = true;
          } finally {
            lock.unlock();
          }
        });
    Eventually.isIn(waiter, Thread.State.TIMED_WAITING);
    lock.lock();
    try {
      condition.signal();
    } finally {
      lock.unlock();
    }
    Eventually.ends(waiter);
    assertThat(signalled[0]).isTrue();
  }

  @Test
  void tryLockTimesOutAndSucceeds() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    CountDownLatch tried = new CountDownLatch(1);
    Thread holder =
        on.start(() -> {
          lock.lock();
          try {
            Eventually.opens(tried);
          } finally {
            lock.unlock();
          }
        });
    Eventually.holds("the lock is held", lock::isLocked);
    on.run(() -> {
      assertThat(lock.tryLock(2, TimeUnit.MILLISECONDS)).isFalse();
      tried.countDown();
      assertThat(lock.tryLock(1, TimeUnit.HOURS)).isTrue();
      lock.unlock();
    });
    Eventually.ends(holder);
  }

  @Test
  void readersShare() throws Exception {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    CyclicBarrier together = new CyclicBarrier(5);
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      readers.add(
          on.start(() -> {
            lock.readLock().lock();
            try {
              together.await();
            } finally {
              lock.readLock().unlock();
            }
          }));
    }
    for (Thread reader : readers) {
      Eventually.ends(reader);
    }
  }

  @Test
  void aSemaphoreLetsInOnlySoMany() throws Exception {
    Semaphore permits = new Semaphore(3);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          on.start(() -> {
            permits.acquire();
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.sleep(1);
            inside.decrementAndGet();
            permits.release();
          }));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void aBarrierBringsAllTogetherManyTimes() throws Exception {
    AtomicInteger meetings = new AtomicInteger();
    CyclicBarrier barrier = new CyclicBarrier(THREADS, meetings::incrementAndGet);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      threads.add(
          on.start(() -> {
            for (int i = 0; i < ROUNDS; i++) {
              barrier.await();
            }
          }));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    assertThat(meetings).hasValue(ROUNDS);
  }

  @Test
  void aPhaserAdvances() throws Exception {
    Phaser phaser = new Phaser(1);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      phaser.register();
      threads.add(
          on.start(() -> {
            phaser.arriveAndAwaitAdvance();
            phaser.arriveAndAwaitAdvance();
            phaser.arriveAndDeregister();
          }));
    }
    phaser.arriveAndAwaitAdvance();
    phaser.arriveAndAwaitAdvance();
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    assertThat(phaser.getPhase()).isEqualTo(2);
  }

  @Test
  void anExchangerSwaps() throws Exception {
    Exchanger<String> exchanger = new Exchanger<>();
    Thread other = on.start(() -> assertThat(exchanger.exchange("left")).isEqualTo("right"));
    String got = on.call(() -> exchanger.exchange("right"));
    assertThat(got).isEqualTo("left");
    Eventually.ends(other);
  }

  @Test
  void platformAndVirtualThreadsShareALock() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    int[] count = {0};
    TestScheduler.Body body =
        () -> {
          for (int i = 0; i < 5_000; i++) {
            lock.lock();
            try {
              count[0]++;
            } finally {
              lock.unlock();
            }
          }
        };
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(on.start(body));
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  body.run();
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              }));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    assertThat(count[0]).isEqualTo(40_000);
  }
}
