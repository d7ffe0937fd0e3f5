package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Interrupts reach whom they are meant for, and nobody else: not the worker, not the next task.
@AlsoUnderAgent
class InterruptTest {
  @RegisterExtension private final TestScheduler on = new TestScheduler();

  static List<TestScheduler.Body> waits() {
    CountDownLatch never = new CountDownLatch(1);
    BlockingQueue<Integer> synchronous = new SynchronousQueue<>();
    BlockingQueue<Integer> linked = new LinkedBlockingQueue<>();
    BlockingQueue<Integer> transfer = new LinkedTransferQueue<>();
    return List.of(
        () -> Thread.sleep(3_600_000),
        never::await,
        synchronous::take,
        linked::take,
        transfer::take,
        InterruptTest::awaitACondition);
  }

  @ParameterizedTest
  @MethodSource("waits")
  void aWaitingThreadIsInterrupted(TestScheduler.Body wait) throws Exception {
    Thread waiter =
        on.start(() -> {
          assertThatThrownBy(wait::run).isInstanceOf(InterruptedException.class);
          assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
    Eventually.holds(
        "it waits",
        () ->
            waiter.getState() == Thread.State.WAITING
                || waiter.getState() == Thread.State.TIMED_WAITING);
    waiter.interrupt();
    Eventually.ends(waiter);
  }

  @Test
  void aParkEndsAndTheStatusStays() throws Exception {
    Thread parked =
        on.start(() -> {
          while (!Thread.currentThread().isInterrupted()) {
            LockSupport.park();
          }
          LockSupport.park(); // returns at once
          LockSupport.parkNanos(3_600_000_000_000L);
          assertThat(Thread.interrupted()).isTrue();
        });
    Eventually.isIn(parked, Thread.State.WAITING);
    parked.interrupt();
    Eventually.ends(parked);
  }

  @Test
  void aRunningThreadSeesIt() throws Exception {
    AtomicBoolean running = new AtomicBoolean();
    Thread spinner =
        on.start(() -> {
          running.set(true);
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
        });
    Eventually.holds("it runs", running::get);
    spinner.interrupt();
    Eventually.ends(spinner);
  }

  @Test
  void theStatusTravelsWithTheThread() throws Exception {
    on.run(() -> {
      Thread.currentThread().interrupt();
      for (int i = 0; i < 100; i++) {
        Yield.now();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
      }
      assertThat(Thread.interrupted()).isTrue();
      Yield.now();
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    });
  }

  @Test
  void anInterruptedThreadLeavesNothingToTheNext() throws Exception {
    for (int i = 0; i < 200; i++) {
      on.run(() -> Thread.currentThread().interrupt());
      assertThat(on.call(Thread::interrupted)).isFalse();
      assertThat(on.callPlain(Thread::interrupted)).isFalse();
    }
  }

  @Test
  void anInterruptedPlainTaskLeavesNothingToTheNext() throws Exception {
    for (int i = 0; i < 200; i++) {
      on.callPlain(() -> {
        Thread.currentThread().interrupt();
        return 0;
      });
      assertThat(on.call(Thread::interrupted)).isFalse();
      assertThat(on.callPlain(Thread::interrupted)).isFalse();
    }
  }

  /// While one thread is interrupted again and again, others that share its workers see nothing.
  @Test
  void othersAreLeftAlone() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread victim =
        on.start(() -> {
          while (!done.get()) {
            try {
              Thread.sleep(1);
            } catch (InterruptedException _) {
              Yield.now();
            }
          }
        });
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      others.add(
          on.start(() -> {
            for (int k = 0; k < 50; k++) {
              Thread.sleep(1); // throws if it is interrupted
              Yield.now();
            }
          }));
    }
    for (Thread other : others) {
      while (other.isAlive()) {
        victim.interrupt();
        Thread.onSpinWait();
      }
    }
    done.set(true);
    Eventually.ends(victim);
  }

  @Test
  void interruptBeforeTheStart() throws Exception {
    Thread thread =
        on.unstarted(() ->
            assertThatThrownBy(() -> Thread.sleep(3_600_000))
                .isInstanceOf(InterruptedException.class));
    thread.interrupt();
    thread.start();
    Eventually.ends(thread);
  }

  @Test
  void aJoinIsInterrupted() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Thread longer = on.start(() -> Eventually.opens(release));
    Thread joiner =
        on.start(() -> assertThatThrownBy(longer::join).isInstanceOf(InterruptedException.class));
    Eventually.isIn(joiner, Thread.State.WAITING);
    joiner.interrupt();
    Eventually.ends(joiner);
    release.countDown();
    Eventually.ends(longer);
  }

  @SuppressWarnings("WaitNotInLoop") // the interrupt is what is tested
  private static void awaitACondition() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      lock.newCondition().await();
    } finally {
      lock.unlock();
    }
  }
}
