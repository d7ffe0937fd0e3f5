package io.smolscale.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.testkit.Eventually;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The balancer asks several questions before it declares the end, and may be held up between any
/// two of them. A thread that begins, parks, and lets its worker sleep meanwhile must be in one
/// answer.
class CrewEndTest {
  private final AtomicInteger alive = new AtomicInteger();
  private final CountDownLatch hold = new CountDownLatch(1);
  private final AtomicReference<Thread> waiting = new AtomicReference<>();
  private final AtomicReference<Crew> made = new AtomicReference<>();

  @Test
  void aThreadThatParksBetweenTheQuestionsIsWaitedFor() throws Exception {
    Crew crew = new Crew(new Parts(Jdk25.VM, "crew", 1, 1, null, this::alive));
    made.set(crew);
    CountDownLatch release = new CountDownLatch(1);
    crew.execute(new PlainTask(() -> Eventually.opensUnchecked(hold))); // the only worker is taken
    Thread thread =
        Jdk25.VM
            .threads(crew.host())
            .orThrow()
            .newThread(() -> {
              alive.incrementAndGet();
              while (release.getCount() > 0) {
                LockSupport.park(); // without a time-out: the end waits for timers in any case
              }
              alive.decrementAndGet();
            });
    waiting.set(thread);
    thread.start();
    crew.close();
    Thread.sleep(50); // for the balancer to ask; after that the worker goes on in any case
    hold.countDown();
    Eventually.isIn(thread, Thread.State.WAITING);
    Eventually.holds("the worker sleeps", () -> crew.awake() == 0);
    Thread.sleep(50); // for the balancer to decide
    assertThat(crew.ended().getCount()).as("not ended while a thread is alive").isEqualTo(1);
    release.countDown();
    LockSupport.unpark(thread);
    Eventually.ends(thread);
    Eventually.opens(crew.ended());
  }

  /// All workers have retired by then, the first one too.
  @Test
  void aTimerThatIsSetFromOutsideAfterTheEndFires() throws Exception {
    Crew crew = new Crew(new Parts(Jdk25.VM, "timed-crew", 2, 2, null, () -> 0));
    crew.execute(new PlainTask(() -> {}));
    crew.close();
    Eventually.opens(crew.ended());
    Eventually.holds("all have retired", () -> crew.roster.workers().length == 0);
    CountDownLatch fired = new CountDownLatch(1);
    var _ = crew.host().schedule(fired::countDown, 1_000_000);
    Eventually.opens(fired);
    Eventually.holds("who came for it retires", () -> crew.roster.workers().length == 0);
  }

  /// Whoever comes after the end and gets stuck is rescued from, like anybody before.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aWorkerThatIsStuckAfterTheEndHoldsNobodyUp(boolean hasBeenUsed) throws Exception {
    Crew crew = new Crew(new Parts(Jdk25.VM, "ended-crew", 1, 3, null, () -> 0));
    if (hasBeenUsed) {
      crew.execute(new PlainTask(() -> {}));
    }
    crew.close();
    Eventually.opens(crew.ended());
    CountDownLatch behind = new CountDownLatch(3);
    crew.execute(
        new PlainTask(() -> {
          crew.execute(new PlainTask(behind::countDown));
          Eventually.opensUnchecked(behind);
        }));
    Eventually.holds("it is stuck", () -> crew.figures().busy() == 1);
    crew.execute(new PlainTask(behind::countDown));
    crew.execute(new PlainTask(behind::countDown));
    Eventually.opens(behind);
    Eventually.holds("all have left", () -> crew.figures().size() == 0);
    Eventually.holds("the balancer, too", () -> !isAlive("ended-crew-balancer"));
  }

  private static boolean isAlive(String name) {
    return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(name));
  }

  /// The balancer reads the count, and is then held up until the thread has parked.
  private long alive() {
    int seen = alive.get();
    Thread thread = waiting.get();
    if (thread != null && seen == 0 && hold.getCount() > 0) {
      hold.countDown();
      while (thread.getState() != Thread.State.WAITING || made.get().awake() > 0) {
        LockSupport.parkNanos(100_000);
      }
    }
    return seen;
  }
}
