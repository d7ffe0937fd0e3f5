package io.smolscale.internal.balance;

import static io.smolscale.internal.balance.Looks.ALONE;
import static io.smolscale.internal.balance.Looks.ASLEEP;
import static io.smolscale.internal.balance.Looks.GROW;
import static io.smolscale.internal.balance.Looks.SPARE;
import static io.smolscale.internal.balance.Looks.STUCK;
import static io.smolscale.internal.balance.Looks.TICK;
import static io.smolscale.internal.balance.Looks.look;
import static io.smolscale.internal.balance.Looks.plan;
import static io.smolscale.internal.balance.Looks.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.balance.Look.Sample;
import io.smolscale.internal.balance.Looks.LookBuilder;
import org.junit.jupiter.api.Test;

/// When a spare comes, and when it goes.
class WatchPolicySparesTest {
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
  void aWorkerThatHadNoProcessorIsNotStuckAndBringsNoSpare() {
    Sample robbed = sample().awake().started(1).ring(1, 0).block(Look.Block.ROBBED).build();
    Plan plan =
        plan(
            look(STUCK).canGrow(),
            look(robbed).at(GROW - TICK).canGrow(),
            look(robbed).at(10 * GROW).canGrow());
    assertThat(plan.stuck()).isZero();
    assertThat(plan.surprised()).isFalse();
    assertThat(plan.closely()).as("it may be stuck yet").isTrue();
  }

  @Test
  void aWorkerThatHadNoProcessorAndWaitsInJavaIsStuck() {
    Sample waits =
        sample().awake().waiting().started(1).ring(1, 0).block(Look.Block.ROBBED).build();
    Plan plan =
        plan(
            look(waits).canGrow(),
            look(waits).at(TICK).canGrow(),
            look(waits).at(2 * TICK).canGrow());
    assertThat(plan.grow()).isTrue();
  }

  @Test
  void noSpareComesBeyondTheLimit() {
    Plan plan = plan(look(STUCK), look(STUCK).at(GROW - TICK), look(STUCK).at(GROW));
    assertThat(plan.surprised()).isFalse();
  }

  @Test
  void aWorkerThatCameSinceTheLastLookIsInNoTaskThatGoesOn() {
    Plan plan =
        plan(
            look(STUCK).canGrow(),
            look(STUCK).at(GROW - TICK).canGrow(),
            look(STUCK, STUCK).at(GROW).canGrow());
    assertThat(plan.grow()).as("it moves").isFalse();
    assertThat(plan.rescue()).containsExactly(0);
    assertThat(plan.stuck()).isEqualTo(1);
  }

  @Test
  void noSpareComesWhileAHomeHasNotBeenNeededYet() {
    Plan plan =
        plan(
            look(STUCK).homesToCome(1).canGrow(),
            look(STUCK).at(GROW - TICK).homesToCome(1).canGrow(),
            look(STUCK).at(GROW).homesToCome(1).canGrow());
    assertThat(plan.grow()).isFalse();
    assertThat(plan.wake()).isTrue();
    assertThat(plan.rescue()).containsExactly(0);
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
  void aWorkerThatWaitsAtTwoLooksIsStuckAtOnce() {
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
}
