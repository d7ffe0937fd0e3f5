package io.smolscale.internal.balance;

import static io.smolscale.internal.balance.Looks.ALONE;
import static io.smolscale.internal.balance.Looks.ASLEEP;
import static io.smolscale.internal.balance.Looks.GROW;
import static io.smolscale.internal.balance.Looks.STUCK;
import static io.smolscale.internal.balance.Looks.TICK;
import static io.smolscale.internal.balance.Looks.look;
import static io.smolscale.internal.balance.Looks.plan;
import static io.smolscale.internal.balance.Looks.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.balance.Look.Sample;
import io.smolscale.internal.balance.Looks.LookBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The policy case by case, and then all small cases against what must hold in each.
class WatchPolicyTest {
  // ---- nothing waits

  @Test
  void allAsleepMeansRest() {
    Plan plan = plan(look(ASLEEP, ASLEEP), look(ASLEEP, ASLEEP));
    assertThat(plan.rest()).isTrue();
    assertThat(plan.surprised()).isFalse();
  }

  @Test
  void aWorkerAwakeIsWatched() {
    assertThat(plan(look(ASLEEP), look(ALONE)).rest()).isFalse();
    assertThat(plan(look(ALONE), look(ALONE)).rest()).isFalse();
  }

  @Test
  void aWorkerThatSleepsAgainIsLookedAtOnceMore() {
    Sample later = sample().started(6).build();
    assertThat(plan(look(ALONE), look(later)).rest()).isFalse();
    assertThat(plan(look(later), look(later)).rest()).isTrue();
  }

  @Test
  void aLongTaskWithNothingBehindItIsLeftAlone() {
    Plan plan = plan(look(ALONE).sleepers(), look(ALONE).sleepers());
    assertThat(plan.surprised()).isFalse();
  }

  @Test
  void whatCameSinceTheLastLookHasNotWaited() {
    Sample then = sample().awake().started(5).ring(5, 5).build();
    Plan plan = plan(look(then).sleepers(), look(STUCK).sleepers());
    assertThat(plan.surprised()).isFalse();
  }

  @Test
  void aRingThatWasEmptiedAndFilledHasNotWaited() {
    Sample then = sample().awake().started(5).ring(10, 5).build();
    Sample now = sample().awake().started(10).ring(20, 10).build();
    assertThat(plan(look(then).sleepers(), look(now).sleepers()).surprised()).isFalse();
  }

  // ---- behind: something waits, but the worker moves on

  @Test
  void aWorkerThatIsBehindIsRelievedByASleeper() {
    Sample now = sample().awake().started(6).ring(9, 6).build();
    Plan plan = plan(look(STUCK).sleepers(), look(now).sleepers());
    assertThat(plan.relieve()).containsExactly(0);
    assertThat(plan.wake()).isTrue();
    assertThat(plan.rescue()).isEmpty();
    assertThat(plan.grow()).isFalse();
  }

  @Test
  void aWorkerThatIsBehindIsLeftAloneWhileNobodySleeps() {
    Sample now = sample().awake().started(6).ring(9, 6).build();
    assertThat(plan(look(STUCK), look(now)).surprised()).isFalse();
  }

  // ---- stuck: something waits, in the same task as before

  @Test
  void aStuckWorkerIsRescuedByASleeper() {
    Plan plan = plan(look(ASLEEP, STUCK).sleepers(), look(ASLEEP, STUCK).sleepers());
    assertThat(plan.rescue()).containsExactly(1);
    assertThat(plan.wake()).isTrue();
    assertThat(plan.grow()).isFalse();
    assertThat(plan.relieve()).isEmpty();
  }

  @Test
  void aStuckWorkerIsRescuedByOneThatMovesOn() {
    Sample moved = sample().awake().started(6).build();
    Plan plan = plan(look(STUCK, ALONE), look(STUCK, moved));
    assertThat(plan.rescue()).containsExactly(0);
    assertThat(plan.wake()).isFalse();
    assertThat(plan.grow()).isFalse();
  }

  @Test
  void aStuckWorkerKeepsItsTasksWhileNobodyCouldRunThem() {
    Plan plan = plan(look(STUCK, ALONE), look(STUCK, ALONE));
    assertThat(plan.surprised()).isFalse();
    assertThat(plan.rest()).isFalse();
  }

  @Test
  void aFullSlotWaitsOnlyWhileTheTaskIsTheSame() {
    Sample full = sample().awake().started(5).slotFull().build();
    Sample moved = sample().awake().started(6).slotFull().build();
    assertThat(plan(look(full).sleepers(), look(full).sleepers()).rescue()).containsExactly(0);
    assertThat(plan(look(full).sleepers(), look(moved).sleepers()).surprised()).isFalse();
    assertThat(plan(look(ALONE).sleepers(), look(full).sleepers()).surprised()).isFalse();
  }

  // ---- the inbox

  @Test
  void aWaitingInboxWakesASleeper() {
    Plan plan = plan(look(ALONE).inbox(3, 2).sleepers(), look(ALONE).inbox(4, 2).sleepers());
    assertThat(plan.wake()).isTrue();
    assertThat(plan.rescue()).isEmpty();
    assertThat(plan.rest()).isFalse();
  }

  @Test
  void aWaitingInboxIsNoRestEvenWhenAllSleep() {
    Plan plan = plan(look(ASLEEP).inbox(3, 2).sleepers(), look(ASLEEP).inbox(3, 2).sleepers());
    assertThat(plan.wake()).isTrue();
    assertThat(plan.rest()).isFalse();
  }

  @Test
  void anInboxThatMovesOnDoesNotWait() {
    Plan plan = plan(look(ALONE).inbox(3, 2).sleepers(), look(ALONE).inbox(9, 3).sleepers());
    assertThat(plan.surprised()).isFalse();
  }

  @Test
  void aWaitingInboxWithAllStuckBringsASpare() {
    Plan plan =
        plan(
            look(ALONE).inbox(3, 2).canGrow(),
            look(ALONE).at(GROW - TICK).inbox(3, 2).canGrow(),
            look(ALONE).at(GROW).inbox(3, 2).canGrow());
    assertThat(plan.grow()).isTrue();
  }

  // ---- timers

  @Test
  void aDueTimerOfAStuckWorkerIsRescued() {
    Sample due = sample().awake().started(5).timerDue().build();
    assertThat(plan(look(due).sleepers(), look(due).sleepers()).rescue()).containsExactly(0);
    assertThat(plan(look(ALONE).sleepers(), look(due).sleepers()).surprised())
        .as("due for less than a tick")
        .isFalse();
  }

  @Test
  void aDueTimerWithAllStuckBringsASpare() {
    Sample due = sample().awake().started(5).timerDue().build();
    Plan plan =
        plan(
            look(due).canGrow(), look(due).at(GROW - TICK).canGrow(), look(due).at(GROW).canGrow());
    assertThat(plan.grow()).isTrue();
    assertThat(plan.rescue()).containsExactly(0);
  }

  // ---- all small cases

  @Test
  void whatHoldsInEveryCase() {
    int cases = 0;
    for (Sample then : samples()) {
      for (Sample now : samples()) {
        if (now.started() < then.started() || now.taken() < then.taken()) {
          continue; // counters only grow
        }
        for (int flags = 0; flags < 16; flags++) {
          LookBuilder before = look(then, ALONE).sleepers((flags & 4) != 0).inbox(flags & 1, 0);
          LookBuilder after =
              look(now, ALONE)
                  .at(TICK)
                  .sleepers((flags & 4) != 0)
                  .inbox(flags & 1, (flags & 1) & (flags >> 1 & 1));
          if ((flags & 8) != 0) {
            after.canGrow();
          }
          checkWhatHolds(before.build(), after.build());
          cases++;
        }
      }
    }
    assertThat(cases).isGreaterThan(1_000);
  }

  private static void checkWhatHolds(Look before, Look now) {
    Plan plan = WatchPolicy.plan(before, before, now);
    boolean waits =
        now.inboxTaken() < before.inboxAdded()
            || now.workers().getFirst().keptWaitingSince(before.workers().getFirst());
    String seen = before + " then " + now + " gave " + plan;
    assertThat(plan.wake()).as(seen).isEqualTo(waits && mayWake(now));
    assertThat(plan.stuck()).as("a tick is not enough: %s", seen).isZero();
    assertThat(plan.grow()).as(seen).isFalse();
    assertThat(plan.standDown()).as(seen).isEmpty();
    assertThat(Collections.disjoint(plan.rescue(), plan.relieve())).as(seen).isTrue();
    assertThat(plan.rest() && plan.surprised()).as(seen).isFalse();
    if (!waits) {
      assertThat(plan.surprised()).as(seen).isFalse();
    }
    if (now.workers().stream().anyMatch(Sample::awake)) {
      assertThat(plan.rest()).as(seen).isFalse();
    }
  }

  private static boolean mayWake(Look look) {
    return look.workers().stream().anyMatch(sample -> !sample.awake());
  }

  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (int bits = 0; bits < 64; bits++) {
      long taken = bits >> 3 & 1;
      samples.add(
          new Sample(
              false,
              (bits & 1) != 0,
              false,
              Look.Block.NO,
              bits >> 1 & 1,
              taken + (bits >> 2 & 1),
              taken,
              (bits & 16) != 0,
              (bits & 32) != 0));
    }
    return samples;
  }
}
