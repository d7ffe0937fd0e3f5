package io.smolscale.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.balance.HelpRule;
import io.smolscale.internal.balance.Price;
import io.smolscale.internal.dispatch.Wakes.Answer;
import org.junit.jupiter.api.Test;

/// Which worker is woken, and which is helped first. The workers are numbers.
class WakesTest {
  private static final long NOW = 1_000_000_000;
  private static final int WORKERS = 4;
  private static final long LATE = 2 * Price.MEASURED_NANOS / 3;

  private final Sleepers sleepers = new Sleepers();
  private final Shared shared = new Shared(new Price(), sleepers, WORKERS, NOW);
  private final Wakes wakes = shared.wakes;
  private final Holdings shorter = holdingsWith(3);
  private final Holdings longer = holdingsWith(4);

  @Test
  void aPushDoesNotCompareTheRings() {
    wakes.callFor(shorter);
    wakes.callFor(longer);
    assertThat(wakes.takeBehind()).isSameAs(shorter);
  }

  @Test
  void aLongerRingIsHelpedFirstWhenItsOwnerLooksUp() {
    wakes.callFor(shorter);
    wakes.callAgainFor(longer);
    assertThat(wakes.takeBehind()).isSameAs(longer);
  }

  @Test
  void aShorterRingIsNotHelpedFirstWhenItsOwnerLooksUp() {
    wakes.callFor(longer);
    wakes.callAgainFor(shorter);
    assertThat(wakes.takeBehind()).isSameAs(longer);
  }

  @Test
  void theFirstToLookUpIsHelpedWhereNobodyHasAsked() {
    wakes.callAgainFor(shorter);
    assertThat(wakes.anyBehind()).isTrue();
    assertThat(wakes.takeBehind()).isSameAs(shorter);
    assertThat(wakes.anyBehind()).isFalse();
  }

  @Test
  void aCallThatReachesNobodyDoesNotBarTheNext() {
    sleepers.awake = WORKERS;
    assertThat(wakes.call()).isFalse();
    sleepers.awake = 1;
    assertThat(wakes.call()).isTrue();
    assertThat(wakes.call()).as("one is on its way").isFalse();
    wakes.arrived();
    sleepers.awake = WORKERS;
    assertThat(wakes.call()).as("nobody sleeps").isFalse();
    assertThat(sleepers.woken).isEqualTo(1);
  }

  @Test
  void aSubmissionWhileAllSleepLeavesTheFirstWakeUpToTheCaller() {
    assertThat(submit(NOW)).isEqualTo(Answer.NOBODY_AWAKE);
    assertThat(sleepers.woken).isZero();
  }

  @Test
  void aSubmissionShortlyAfterALookWakesNobody() {
    sleepers.awake = 1;
    assertThat(submit(NOW + 1)).isEqualTo(Answer.DONE);
    assertThat(sleepers.woken).isZero();
  }

  @Test
  void aSubmissionAtWhichNobodyHasLookedForLongWakesOneMore() {
    sleepers.awake = 1;
    assertThat(submit(NOW + HelpRule.UNSEEN_NANOS + 1)).isEqualTo(Answer.DONE);
    assertThat(sleepers.woken).isEqualTo(1);
  }

  @Test
  void aSubmissionAtWhichNobodyHasLookedWhileAllAreAwakeIsForTheCallerToSeeTo() {
    sleepers.awake = WORKERS;
    assertThat(submit(NOW + HelpRule.UNSEEN_NANOS + 1)).isEqualTo(Answer.NOBODY_LOOKS);
  }

  @Test
  void aSubmissionBehindATaskThatHasWaitedForLongWakesOneMore() {
    sleepers.awake = 2;
    assertThat(submit(NOW + 1)).isEqualTo(Answer.DONE); // marks the first
    assertThat(submit(NOW + 2 + LATE / 2)).isEqualTo(Answer.DONE);
    assertThat(sleepers.woken).isZero();
    assertThat(submit(NOW + 2 + LATE)).isEqualTo(Answer.DONE);
    assertThat(sleepers.woken).isEqualTo(1);
  }

  @Test
  void helpersThatFoundNothingToDoAreADebtUntilOthersEarnIt() {
    assertThat(wakes.debt()).isZero();
    wakes.wentDry(0);
    wakes.wentDry(0);
    assertThat(wakes.debt()).isEqualTo(2 * Price.MEASURED_NANOS);
    wakes.wentDry(2 * Price.MEASURED_NANOS);
    assertThat(wakes.debt()).as("one that paid for itself").isEqualTo(2 * Price.MEASURED_NANOS);
    wakes.wentDry(100 * Price.MEASURED_NANOS);
    assertThat(wakes.debt()).isZero();
    assertThat(shared.counts.helpsUnpaid()).isEqualTo(2);
  }

  @Test
  void aWokenWorkerThatFindsTwoOthersInLongTasksBuysEagerCalls() {
    Shared ofMany = new Shared(new Price(), sleepers, 16 * WORKERS, NOW);
    sleepers.awake = 3;
    assertThat(ofMany.wakes.submitted(NOW + 1)).isEqualTo(Answer.DONE);
    assertThat(sleepers.woken).as("none is bought yet").isZero();
    assertThat(ofMany.wakes.claimNext(NOW + HelpRule.UNSEEN_NANOS + 1)).isTrue();
    assertThat(ofMany.wakes.submitted(NOW + 2)).isEqualTo(Answer.DONE);
    assertThat(sleepers.woken).isEqualTo(1);
  }

  @Test
  void aWokenWorkerThatFindsOneOtherInALongTaskBuysNone() {
    Shared ofMany = new Shared(new Price(), sleepers, 16 * WORKERS, NOW);
    sleepers.awake = 2; // the other may be off the very processor on which this one runs
    assertThat(ofMany.wakes.claimNext(NOW + HelpRule.UNSEEN_NANOS + 1)).isTrue();
    assertThat(ofMany.wakes.submitted(NOW + 2)).isEqualTo(Answer.DONE);
    assertThat(sleepers.woken).isZero();
  }

  private Answer submit(long now) {
    shared.inbox.add(() -> {});
    return wakes.submitted(now);
  }

  private Holdings holdingsWith(int tasks) {
    Dispatch dispatch = new Dispatch(shared, shared.inbox::add, new NoDuties(), false);
    for (int i = 0; i < tasks; i++) {
      dispatch.push(() -> {});
    }
    return dispatch.holdings();
  }

  private static final class Sleepers implements Waker {
    private int awake;
    private int woken;

    @Override
    public int awake() {
      return awake;
    }

    @Override
    public boolean anyAsleep() {
      return awake < WORKERS;
    }

    @Override
    public boolean wakeOne() {
      if (!anyAsleep()) {
        return false;
      }
      awake++;
      woken++;
      return true;
    }
  }

  private static final class NoDuties implements Dispatch.Duties {
    @Override
    public boolean standsDown() {
      return false;
    }

    @Override
    public void handOver() {}

    @Override
    public void giveWay() {}

    @Override
    public void lookAtSockets(long now) {}
  }
}
