package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `LockSupport` on virtual threads.
@AlsoUnderAgent
class ParkTest {
  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void anUnparkBeforeTheParkIsKept() throws Exception {
    on.run(() -> {
      LockSupport.unpark(Thread.currentThread());
      LockSupport.park();
      LockSupport.unpark(Thread.currentThread());
      LockSupport.parkNanos(Long.MAX_VALUE);
    });
  }

  @Test
  void anUnparkFromOutsideEndsThePark() throws Exception {
    AtomicBoolean go = new AtomicBoolean();
    Thread parked = on.start(() -> parkUntil(go));
    Eventually.isIn(parked, Thread.State.WAITING);
    go.set(true);
    LockSupport.unpark(parked);
    Eventually.ends(parked);
  }

  @Test
  void aTimedParkIsUnparked() throws Exception {
    AtomicBoolean go = new AtomicBoolean();
    Thread parked =
        on.start(() -> {
          while (!go.get()) {
            LockSupport.parkNanos(3_600_000_000_000L);
          }
        });
    Eventually.isIn(parked, Thread.State.TIMED_WAITING);
    go.set(true);
    LockSupport.unpark(parked);
    Eventually.ends(parked);
  }

  @Test
  void aTimedParkEndsByItself() throws Exception {
    on.run(() -> {
      for (int i = 0; i < 50; i++) {
        LockSupport.parkNanos(100_000);
      }
      LockSupport.parkNanos(0);
      LockSupport.parkNanos(-1);
      LockSupport.parkUntil(System.currentTimeMillis() + 3);
      LockSupport.parkUntil(0);
    });
  }

  /// Each unpark races with the other side's park; one that is lost stops both.
  @Test
  void twoThreadsUnparkEachOther() throws Exception {
    int rounds = 20_000;
    AtomicInteger turn = new AtomicInteger();
    List<Thread> pair = new ArrayList<>();
    for (int side = 0; side < 2; side++) {
      int mine = side;
      pair.add(
          on.unstarted(() -> {
            while (turn.get() < rounds) {
              if (turn.get() % 2 == mine) {
                turn.incrementAndGet();
                LockSupport.unpark(pair.get(1 - mine));
              } else {
                LockSupport.park();
              }
            }
            LockSupport.unpark(pair.get(1 - mine));
          }));
    }
    pair.forEach(Thread::start);
    for (Thread thread : pair) {
      Eventually.ends(thread);
    }
  }

  @Test
  void aPlatformThreadAndAVirtualOneUnparkEachOther() throws Exception {
    int rounds = 3_000;
    AtomicInteger turn = new AtomicInteger();
    Thread platform = Thread.currentThread();
    Thread virtual =
        on.start(() -> {
          while (turn.get() < rounds) {
            if (turn.get() % 2 == 0) {
              turn.incrementAndGet();
              LockSupport.unpark(platform);
            } else {
              LockSupport.park();
            }
          }
        });
    while (turn.get() < rounds) {
      if (turn.get() % 2 == 1) {
        turn.incrementAndGet();
        LockSupport.unpark(virtual);
      } else {
        LockSupport.park();
      }
    }
    LockSupport.unpark(virtual);
    Eventually.ends(virtual);
  }

  @Test
  void manyUnparksGiveOnePermit() throws Exception {
    AtomicInteger parks = new AtomicInteger();
    AtomicBoolean go = new AtomicBoolean();
    Thread parked =
        on.start(() -> {
          while (!go.get()) {
            LockSupport.park();
            parks.incrementAndGet();
          }
        });
    Eventually.isIn(parked, Thread.State.WAITING);
    for (int i = 0; i < 1_000; i++) {
      LockSupport.unpark(parked);
    }
    Eventually.holds("it parks again", () -> parks.get() > 0);
    Eventually.isIn(parked, Thread.State.WAITING);
    go.set(true);
    LockSupport.unpark(parked);
    Eventually.ends(parked);
    assertThat(parks.get()).isBetween(1, 1_001);
  }

  private static void parkUntil(AtomicBoolean go) {
    while (!go.get()) {
      LockSupport.park();
    }
  }
}
