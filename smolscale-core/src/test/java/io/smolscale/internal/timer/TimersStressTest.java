package io.smolscale.internal.timer;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Tally;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Two threads add timers and cancel half of them, a third fires: each timer is fired or cancelled,
/// never both, never neither.
class TimersStressTest {
  private static final int EACH = Effort.times(100_000);

  @Test
  void eachIsFiredOrCancelled() throws Exception {
    Timers timers = new Timers();
    Tally tally = new Tally(2 * EACH);
    AtomicBoolean done = new AtomicBoolean();
    Thread one = start(() -> addAndCancel(timers, tally, 0));
    Thread two = start(() -> addAndCancel(timers, tally, EACH));
    Thread firer =
        start(() -> {
          while (!done.get()) {
            timers.fire(System.nanoTime());
          }
        });
    Eventually.ends(one);
    Eventually.ends(two);
    done.set(true);
    Eventually.ends(firer);
    timers.fire(System.nanoTime() + 1_000_000_000L);
    tally.assertEachOnce();
    assertThat(timers.size()).isZero();
    assertThat(timers.next()).isEqualTo(Timers.NONE);
  }

  @Test
  void eachIsFiredOrCancelledWhileTheyMoveToAnotherHeap() throws Exception {
    Timers timers = new Timers();
    Timers heir = new Timers();
    Tally tally = new Tally(2 * EACH);
    AtomicBoolean done = new AtomicBoolean();
    Thread one = start(() -> addAndCancel(timers, tally, 0));
    Thread two = start(() -> addAndCancel(timers, tally, EACH));
    Thread mover =
        start(() -> {
          while (!done.get()) {
            timers.moveTo(heir);
            heir.fire(System.nanoTime());
          }
        });
    Eventually.ends(one);
    Eventually.ends(two);
    done.set(true);
    Eventually.ends(mover);
    timers.moveTo(heir);
    heir.fire(System.nanoTime() + 1_000_000_000L);
    tally.assertEachOnce();
    assertThat(timers.size() + heir.size()).isZero();
    assertThat(timers.next()).isEqualTo(Timers.NONE);
    assertThat(heir.next()).isEqualTo(Timers.NONE);
  }

  private static void addAndCancel(Timers timers, Tally tally, int first) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Timer before = null;
    int beforeNumber = -1;
    for (int i = first; i < first + EACH; i++) {
      Timer timer = timers.add(tally.task(i), random.nextLong(20_000));
      if (before != null && random.nextBoolean() && before.cancel(false)) {
        tally.mark(beforeNumber);
      }
      before = timer;
      beforeNumber = i;
    }
  }

  private static Thread start(Runnable body) {
    return Thread.ofPlatform().daemon().start(body);
  }
}
