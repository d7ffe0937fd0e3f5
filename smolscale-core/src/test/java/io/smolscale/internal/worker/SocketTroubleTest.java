package io.smolscale.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.internal.jdk.Sockets;
import io.smolscale.testkit.Eventually;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A poll set that throws: for want of memory, say.
class SocketTroubleTest {
  private final Set set = new Set();
  private final Crew crew = new Crew(new Parts(Jdk25.VM, "troubled", 2, 2, (_, _) -> {}, () -> 0));

  @AfterEach
  void end() throws InterruptedException {
    crew.close();
    set.called.release(1_000);
    Eventually.opens(crew.ended());
  }

  /// The worker that was thrown out of the set is up again, and has the duty no more.
  @Test
  void aWorkerThatAnErrorThrowsOutOfTheSetLosesTheDuty() throws InterruptedException {
    set.throwsInWait.set(3);
    crew.poll(set);
    run(10);
    Eventually.holds("it was thrown out three times", () -> set.throwsInWait.get() <= 0);
    Eventually.holds("somebody waits in the set", () -> set.waiting.get() == 1);
    run(10);
    Eventually.holds("somebody waits there again", () -> set.waiting.get() == 1);
    assertThat(set.mostWaiting).hasValue(1);
  }

  /// A worker that could not have a net has arrived all the same: the balancer watches it.
  @Test
  void aWorkerWithoutANetArrivesAndRuns() throws InterruptedException {
    set.throwsInNewNet.set(5);
    crew.poll(set);
    CountDownLatch stuck = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      crew.execute(
          new PlainTask(() -> {
            stuck.countDown();
            Eventually.opensUnchecked(release);
          }));
    }
    Eventually.opens(stuck); // the second one runs beside the first
    release.countDown();
    run(10);
    Eventually.holds("all sleep", () -> crew.awake() == 0);
    run(10);
  }

  private void run(int tasks) throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(tasks);
    for (int i = 0; i < tasks; i++) {
      crew.execute(new PlainTask(ran::countDown));
    }
    Eventually.opens(ran);
  }

  private static final class Set implements Sockets {
    final AtomicInteger throwsInWait = new AtomicInteger();
    final AtomicInteger throwsInNewNet = new AtomicInteger();
    final AtomicInteger waiting = new AtomicInteger();
    final AtomicInteger mostWaiting = new AtomicInteger();
    final Semaphore called = new Semaphore(0);

    @Override
    public boolean anyWaiting() {
      return true;
    }

    @Override
    public void wake() {
      called.release();
    }

    @Override
    public Net newNet() {
      if (throwsInNewNet.getAndDecrement() > 0) {
        throw new OutOfMemoryError("played");
      }
      return new Net() {
        @Override
        public void await(int millis) {
          if (throwsInWait.getAndDecrement() > 0) {
            throw new OutOfMemoryError("played");
          }
          mostWaiting.accumulateAndGet(waiting.incrementAndGet(), Math::max);
          called.acquireUninterruptibly();
          waiting.decrementAndGet();
        }

        @Override
        public boolean look() {
          return false;
        }

        @Override
        public boolean any() {
          return false;
        }

        @Override
        public void wakeThreads() {}

        @Override
        public void close() {}
      };
    }
  }
}
