package io.smolscale.internal.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.balance.Look.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The policy case by case, and then all small cases against what must hold in each.
class WatchPolicyTest {
  private static final long TICK = 1_000_000;
  private static final long GROW = WatchPolicy.STUCK_NANOS;

  private static final Sample ASLEEP = sample().build();
  private static final Sample ALONE = sample().awake().started(5).build();

  /// In its fifth task, with two more behind it.
  private static final Sample STUCK = sample().awake().started(5).ring(7, 5).build();

  /// In its first task.
  private static final Sample SPARE = sample().spare().awake().started(1).build();

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
  void whoIsBehindIsRelievedByASleeper() {
    Sample now = sample().awake().started(6).ring(9, 6).build();
    Plan plan = plan(look(STUCK).sleepers(), look(now).sleepers());
    assertThat(plan.relieve()).containsExactly(0);
    assertThat(plan.wake()).isTrue();
    assertThat(plan.rescue()).isEmpty();
    assertThat(plan.grow()).isFalse();
  }

  @Test
  void whoIsBehindIsLeftAloneWhileNobodySleeps() {
    Sample now = sample().awake().started(6).ring(9, 6).build();
    assertThat(plan(look(STUCK), look(now)).surprised()).isFalse();
  }

  // ---- stuck: something waits, in the same task as before

  @Test
  void whoIsStuckIsRescuedByASleeper() {
    Plan plan = plan(look(ASLEEP, STUCK).sleepers(), look(ASLEEP, STUCK).sleepers());
    assertThat(plan.rescue()).containsExactly(1);
    assertThat(plan.wake()).isTrue();
    assertThat(plan.grow()).isFalse();
    assertThat(plan.relieve()).isEmpty();
  }

  @Test
  void whoIsStuckIsRescuedByOneThatMovesOn() {
    Sample moved = sample().awake().started(6).build();
    Plan plan = plan(look(STUCK, ALONE), look(STUCK, moved));
    assertThat(plan.rescue()).containsExactly(0);
    assertThat(plan.wake()).isFalse();
    assertThat(plan.grow()).isFalse();
  }

  @Test
  void whoIsStuckKeepsItsTasksWhileNobodyCouldRunThem() {
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

  // ---- all stuck

  @Test
  void aSpareComesAfterTenMillisecondsOfAllStuck() {
    Plan plan =
        plan(
            look(STUCK, ALONE).canGrow(),
            look(STUCK, ALONE).at(GROW - TICK).canGrow(),
            look(STUCK, ALONE).at(GROW).canGrow());
    assertThat(plan.grow()).isTrue();
    assertThat(plan.rescue()).containsExactly(0);
    assertThat(plan.wake()).isFalse();
  }

  @Test
  void noSpareComesBefore() {
    Plan plan =
        plan(
            look(STUCK).canGrow(),
            look(STUCK).at(GROW - TICK).canGrow(),
            look(STUCK).at(GROW - 1).canGrow());
    assertThat(plan.surprised()).isFalse();
  }

  @Test
  void noSpareComesBeyondTheLimit() {
    Plan plan = plan(look(STUCK), look(STUCK).at(GROW - TICK), look(STUCK).at(GROW));
    assertThat(plan.surprised()).isFalse();
  }

  @Test
  void noSpareComesWhileSomebodySleeps() {
    Plan plan =
        plan(
            look(STUCK).sleepers().canGrow(),
            look(STUCK).at(GROW - TICK).sleepers().canGrow(),
            look(STUCK).at(GROW).sleepers().canGrow());
    assertThat(plan.grow()).isFalse();
    assertThat(plan.wake()).isTrue();
  }

  @Test
  void noSpareComesWhileOneHasMovedOn() {
    Sample moved = sample().awake().started(6).build();
    Plan plan =
        plan(
            look(STUCK, ALONE).canGrow(),
            look(STUCK, moved).at(GROW - TICK).canGrow(),
            look(STUCK, moved).at(GROW).canGrow());
    assertThat(plan.surprised()).isFalse();
  }

  @Test
  void aSpareComesForWhatHasWaitedATickBehindTheStuck() {
    Sample late = sample().awake().started(5).ring(6, 5).build();
    Plan plan =
        plan(
            look(ALONE).canGrow(),
            look(late).at(GROW - TICK).canGrow(),
            look(late).at(GROW).canGrow());
    assertThat(plan.grow()).isTrue();
    assertThat(
            plan(
                    look(ALONE).canGrow(),
                    look(ALONE).at(GROW - TICK).canGrow(),
                    look(late).at(GROW).canGrow())
                .grow())
        .as("it came since the last look")
        .isFalse();
  }

  // ---- whose task waits

  @Test
  void whoWaitsAtTwoLooksIsStuckAtOnce() {
    Sample waits = sample().awake().waiting().started(5).ring(7, 5).build();
    assertThat(plan(look(waits).canGrow(), look(waits).canGrow()).grow()).isTrue();
    assertThat(plan(look(STUCK).canGrow(), look(waits).canGrow()).grow()).isFalse();
    assertThat(plan(look(waits).canGrow(), look(STUCK).canGrow()).grow()).isFalse();
    Sample next = sample().awake().waiting().started(6).ring(8, 6).build();
    assertThat(plan(look(waits).canGrow(), look(next).canGrow()).grow()).as("in turn").isFalse();
  }

  @Test
  void noSpareComesWhenNothingWaits() {
    Plan plan =
        plan(
            look(ALONE).canGrow(),
            look(ALONE).at(GROW - TICK).canGrow(),
            look(ALONE).at(GROW).canGrow());
    assertThat(plan.surprised()).isFalse();
    assertThat(plan.rest()).isFalse();
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

  // ---- spares come and go

  @Test
  void whenASpareHasComeTheNextLookDecides() {
    Plan plan = plan(look(STUCK), look(STUCK, SPARE).generation(1));
    assertThat(plan.surprised()).isFalse();
    assertThat(plan.closely()).isTrue();
    assertThat(plan.rest()).isFalse();
    assertThat(plan.stuck()).as("it may stay awake meanwhile").isEqualTo(1);
    Sample moved = sample().spare().awake().started(2).build();
    assertThat(plan(look(STUCK, SPARE), look(STUCK, moved)).rescue()).containsExactly(0);
  }

  @Test
  void aSpareThatLeftIsNoSurprise() {
    Plan plan = plan(look(ASLEEP, ASLEEP), look(ASLEEP).generation(1));
    assertThat(plan.surprised()).isFalse();
    assertThat(plan.rest()).as("a change is looked at once more").isFalse();
  }

  @Test
  void aSpareThatCameLatelyMeansNotAllHaveBeenStuck() {
    Plan plan =
        plan(
            look(STUCK).canGrow(),
            look(STUCK, STUCK).at(GROW - TICK).generation(1).canGrow(),
            look(STUCK, STUCK).at(GROW).generation(1).canGrow());
    assertThat(plan.grow()).isFalse();
  }

  @Test
  void forEachStuckWorkerOneSpareMayBeWoken() {
    Sample asleep = sample().spare().build();
    Plan plan =
        plan(
            look(STUCK, asleep), look(STUCK, asleep).at(GROW - TICK), look(STUCK, asleep).at(GROW));
    assertThat(plan.stuck()).isEqualTo(1);
    assertThat(plan.wake()).isTrue();
    assertThat(plan.rescue()).containsExactly(0);
  }

  @Test
  void noSpareIsWokenForWhoMovesOn() {
    Sample asleep = sample().spare().build();
    Sample moved = sample().awake().started(6).ring(9, 6).build();
    Plan plan = plan(look(STUCK, asleep), look(moved, asleep));
    assertThat(plan.stuck()).isZero();
    assertThat(plan.surprised()).isFalse();
  }

  @Test
  void aSpareStandsDownWhenNobodyHasBeenStuckForAsLong() {
    Sample moved = sample().awake().started(6).build();
    Sample busy = sample().spare().awake().started(9).build();
    LookBuilder now = look(moved, busy).at(GROW);
    assertThat(plan(look(STUCK, SPARE), look(moved, SPARE).at(GROW - TICK), now).standDown())
        .containsExactly(1);
    assertThat(
            plan(look(STUCK, SPARE).at(TICK), look(moved, SPARE).at(GROW - TICK), now).standDown())
        .as("too soon to say")
        .isEmpty();
    assertThat(
            plan(look(STUCK, SPARE), look(STUCK, SPARE).at(GROW - TICK), look(STUCK, busy).at(GROW))
                .standDown())
        .as("one is still stuck")
        .isEmpty();
    assertThat(
            plan(look(STUCK, sample().spare().build()), look(moved, SPARE).at(GROW - TICK), now)
                .standDown())
        .as("it came lately")
        .isEmpty();
  }

  @Test
  void aSpareThatIsStuckItselfGoesOn() {
    Sample moved = sample().awake().started(6).build();
    Plan plan =
        plan(
            look(STUCK, SPARE, SPARE),
            look(moved, SPARE, SPARE).at(GROW - TICK),
            look(moved, SPARE, sample().spare().awake().started(9).build()).at(GROW));
    assertThat(plan.stuck()).as("the first spare").isEqualTo(1);
    assertThat(plan.standDown()).as("the second").containsExactly(2);
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
              bits >> 1 & 1,
              taken + (bits >> 2 & 1),
              taken,
              (bits & 16) != 0,
              (bits & 32) != 0));
    }
    return samples;
  }

  // ---- words

  private static Plan plan(LookBuilder before, LookBuilder now) {
    if (now.at == 0) {
      now.at(TICK);
    }
    return plan(before, before, now);
  }

  private static Plan plan(LookBuilder anchor, LookBuilder before, LookBuilder now) {
    return WatchPolicy.plan(anchor.build(), before.build(), now.build());
  }

  private static LookBuilder look(Sample... workers) {
    return new LookBuilder(List.of(workers));
  }

  private static SampleBuilder sample() {
    return new SampleBuilder();
  }

  private static final class LookBuilder {
    private final List<Sample> workers;
    private long at;
    private long added;
    private long taken;
    private boolean sleepers;
    private boolean canGrow;
    private int generation;

    LookBuilder(List<Sample> workers) {
      this.workers = workers;
    }

    LookBuilder at(long nanos) {
      at = nanos;
      return this;
    }

    LookBuilder inbox(long added, long taken) {
      this.added = added;
      this.taken = taken;
      return this;
    }

    /// One more home, which sleeps.
    LookBuilder sleepers() {
      return sleepers(true);
    }

    LookBuilder sleepers(boolean one) {
      sleepers = one;
      return this;
    }

    LookBuilder generation(int number) {
      generation = number;
      return this;
    }

    LookBuilder canGrow() {
      canGrow = true;
      return this;
    }

    Look build() {
      List<Sample> all = new ArrayList<>(workers);
      if (sleepers) {
        all.add(ASLEEP);
      }
      return new Look(at, all, generation, added, taken, canGrow);
    }
  }

  private static final class SampleBuilder {
    private boolean spare;
    private boolean awake;
    private boolean waiting;
    private long started;
    private long pushed;
    private long taken;
    private boolean slotFull;
    private boolean timerDue;

    SampleBuilder spare() {
      spare = true;
      return this;
    }

    SampleBuilder waiting() {
      waiting = true;
      return this;
    }

    SampleBuilder awake() {
      awake = true;
      return this;
    }

    SampleBuilder started(long tasks) {
      started = tasks;
      return this;
    }

    SampleBuilder ring(long pushed, long taken) {
      this.pushed = pushed;
      this.taken = taken;
      return this;
    }

    SampleBuilder slotFull() {
      slotFull = true;
      return this;
    }

    SampleBuilder timerDue() {
      timerDue = true;
      return this;
    }

    Sample build() {
      return new Sample(spare, awake, waiting, started, pushed, taken, slotFull, timerDue);
    }
  }
}
