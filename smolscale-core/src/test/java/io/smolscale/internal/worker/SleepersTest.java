package io.smolscale.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Both sides of the protocol, one step at a time.
class SleepersTest {
  private final Sleepers sleepers = new Sleepers();
  private final AtomicInteger starts = new AtomicInteger();

  @Test
  void withoutWorkersThereIsNobodyToWake() {
    assertThat(sleepers.wakeOne()).isFalse();
    assertThat(sleepers.wakeIfNoneAwake()).isFalse();
    assertThat(sleepers.anyAsleep()).isFalse();
    assertThat(sleepers.awake()).isZero();
  }

  @Test
  void theFirstWakeUpStartsTheThread() {
    Parker parker = join();
    assertThat(sleepers.anyAsleep()).isTrue();
    assertThat(sleepers.wakeIfNoneAwake()).isTrue();
    assertThat(starts).hasValue(1);
    assertThat(parker.isAsleep()).isFalse();
    assertThat(sleepers.awake()).isEqualTo(1);
    assertThat(sleepers.anyAsleep()).isFalse();
  }

  @Test
  void aSubmissionWakesNobodyWhileAWorkerIsAwake() {
    join();
    Parker second = join();
    sleepers.wakeIfNoneAwake();
    assertThat(sleepers.wakeIfNoneAwake()).isTrue();
    assertThat(second.isAsleep()).isTrue();
  }

  @Test
  void theSleeperThatJoinedFirstIsWokenFirst() {
    Parker first = join();
    Parker second = join();
    Parker third = join();
    sleepers.wakeOne();
    assertThat(first.isAsleep()).isFalse();
    assertThat(second.isAsleep()).isTrue();
    sleepers.wakeOne();
    assertThat(second.isAsleep()).isFalse();
    assertThat(third.isAsleep()).isTrue();
    assertThat(sleepers.wakeOne()).isTrue();
    assertThat(sleepers.wakeOne()).isFalse();
    assertThat(sleepers.awake()).isEqualTo(3);
  }

  @Test
  void homesAreWokenBeforeSparesWhoeverCameFirst() {
    Parker spare = join(true);
    Parker home = join();
    sleepers.wakeOne();
    assertThat(home.isAsleep()).isFalse();
    assertThat(spare.isAsleep()).isTrue();
  }

  @Test
  void aHomeThatHasNotComeYetComesBeforeASpare() {
    AtomicInteger left = new AtomicInteger(1);
    sleepers.recruitFrom(
        new Recruits() {
          @Override
          public int left() {
            return left.get();
          }

          @Override
          public boolean come() {
            return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
          }
        });
    Parker home = join();
    Parker spare = join(true);
    sleepers.wakeSparesUpTo(1);
    assertThat(sleepers.wakeOne()).isTrue();
    assertThat(home.isAsleep()).isFalse();
    assertThat(left).as("one who sleeps is better").hasValue(1);
    sleepers.wakeSparesUpTo(2);
    assertThat(sleepers.anyAsleep()).isTrue();
    assertThat(sleepers.wakeOne()).isTrue();
    assertThat(left).hasValue(0);
    assertThat(spare.isAsleep()).isTrue();
    assertThat(sleepers.wakeOne()).isTrue();
    assertThat(spare.isAsleep()).isFalse();
    assertThat(sleepers.wakeOne()).isFalse();
  }

  @Test
  void oneSleepTakesOneWakeUp() {
    Parker parker = join();
    assertThat(sleepers.wake(parker)).isTrue();
    assertThat(sleepers.wake(parker)).isFalse();
    assertThat(starts).hasValue(1);
    assertThat(sleepers.awake()).isEqualTo(1);
  }

  @Test
  void aThreadThatCannotStartIsAsleepAgain() {
    Parker parker =
        new Parker(
            new Thread() {
              @Override
              public void start() {
                if (starts.incrementAndGet() == 1) {
                  throw new OutOfMemoryError("no thread, says the test");
                }
              }
            });
    sleepers.join(parker);
    assertThat(sleepers.wake(parker)).isFalse();
    assertThat(parker.isAsleep()).isTrue();
    assertThat(sleepers.awake()).isZero();
    assertThat(sleepers.wakeOne()).as("the next time it can").isTrue();
    assertThat(sleepers.awake()).isEqualTo(1);
  }

  @Test
  void aWorkerThatFindsWorkDoesNotSleep() {
    Parker parker = joinAwake();
    assertThat(sleepers.sleep(parker, Long.MAX_VALUE, () -> true)).isTrue();
    assertThat(parker.isAsleep()).isFalse();
    assertThat(sleepers.awake()).isEqualTo(1);
  }

  @Test
  void theLookForWorkComesAfterTheAnnouncement() {
    Parker parker = joinAwake();
    sleepers.sleep(
        parker,
        Long.MAX_VALUE,
        () -> {
          assertThat(parker.isAsleep()).isTrue();
          assertThat(sleepers.awake()).isZero();
          return true;
        });
  }

  @Test
  void aWakeUpDuringTheLookIsNotLost() {
    Parker parker = joinAwake();
    boolean woken = sleepers.sleep(parker, Long.MAX_VALUE, () -> !sleepers.wake(parker));
    assertThat(woken).isTrue();
    assertThat(sleepers.awake()).isEqualTo(1);
  }

  @Test
  void aSleepMayTimeOut() {
    Parker parker = joinAwake();
    assertThat(sleepers.sleep(parker, 1_000_000, () -> false)).isFalse();
    assertThat(parker.isAsleep()).isFalse();
    assertThat(sleepers.awake()).isEqualTo(1);
  }

  @Test
  void anotherThreadEndsTheSleep() throws InterruptedException {
    AtomicReference<Parker> parker = new AtomicReference<>();
    Thread worker =
        Thread.ofPlatform()
            .daemon()
            .unstarted(() -> {
              while (!sleepers.sleep(parker.get(), Long.MAX_VALUE, () -> false)) {
                // it got up for no reason
              }
            });
    parker.set(new Parker(worker));
    sleepers.join(parker.get());
    assertThat(sleepers.wake(parker.get())).isTrue();
    Eventually.isIn(worker, Thread.State.WAITING);
    assertThat(sleepers.awake()).isZero();
    assertThat(sleepers.wakeIfNoneAwake()).isTrue();
    Eventually.ends(worker);
    assertThat(sleepers.awake()).isEqualTo(1);
  }

  @Test
  void anInterruptIsNotKept() {
    Parker parker = joinAwake();
    Thread.currentThread().interrupt();
    sleepers.sleep(parker, 1_000_000, () -> false);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aRetiredWorkerIsNotWoken() {
    Parker parker = joinAwake();
    assertThat(sleepers.retire(parker, () -> false)).isTrue();
    assertThat(sleepers.wake(parker)).isFalse();
    assertThat(sleepers.wakeOne()).isFalse();
    assertThat(sleepers.awake()).isZero();
    sleepers.leave(parker);
    assertThat(sleepers.anyAsleep()).isFalse();
  }

  @Test
  void nobodyRetiresWhileThereIsWork() {
    Parker parker = joinAwake();
    assertThat(sleepers.retire(parker, () -> true)).isFalse();
    assertThat(sleepers.awake()).isEqualTo(1);
    assertThat(sleepers.retire(parker, () -> !sleepers.wake(parker))).as("woken").isFalse();
    assertThat(sleepers.awake()).isEqualTo(1);
  }

  @Test
  void aLookThatThrowsIsNotHidden() {
    Parker parker = joinAwake();
    assertThatThrownBy(() ->
            sleepers.sleep(
                parker,
                Long.MAX_VALUE,
                () -> {
                  throw new IllegalStateException("says the test");
                }))
        .hasMessage("says the test");
  }

  /// A worker that was never started.
  private Parker join() {
    return join(false);
  }

  private Parker join(boolean spare) {
    Parker parker =
        new Parker(
            new Thread() {
              @Override
              public void start() {
                starts.incrementAndGet();
              }
            },
            spare,
            () -> {});
    sleepers.join(parker);
    return parker;
  }

  /// A worker that is awake, whose part the test's thread plays.
  private Parker joinAwake() {
    Parker parker = join();
    assertThat(sleepers.wake(parker)).isTrue();
    return parker;
  }
}
