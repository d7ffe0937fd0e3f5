package io.smolscale.internal.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// With a clock that is made up.
class WatchTest {
  private static final long MILLISECOND = 1_000_000;

  private long now = 1_000_000_000;
  private final Watch watch = new Watch(quiet());

  @Test
  void itRelaxesWhenNothingWaits() {
    assertThat(watch.tick()).isEqualTo(MILLISECOND);
    relax();
    assertThat(watch.tick()).isEqualTo(10 * MILLISECOND);
  }

  @Test
  void aSurpriseMakesItHurry() {
    relax();
    now += watch.tick();
    watch.see(waiting(), false);
    now += watch.tick();
    Plan plan = watch.see(waiting(), false);
    assertThat(plan).isNotNull().matches(Plan::surprised);
    assertThat(watch.tick()).isEqualTo(MILLISECOND);
  }

  @Test
  void aHurryBringsOneLookSoonAndTheWaitsGoOnAsTheyWere() {
    relax();
    watch.hurry();
    assertThat(watch.tick()).isEqualTo(MILLISECOND);
    assertThat(watch.dozing()).isFalse();
    now += watch.tick();
    watch.glance(quiet(), true);
    assertThat(watch.tick()).isEqualTo(10 * MILLISECOND);
  }

  @Test
  void whereLooksAreDearTheWaitsAreLonger() {
    watch.took(MILLISECOND / 10);
    assertThat(watch.tick()).as("one look may have been off its processor").isEqualTo(MILLISECOND);
    watch.took(MILLISECOND / 10);
    assertThat(watch.tick()).isEqualTo(5 * MILLISECOND);
    watch.took(MILLISECOND);
    watch.took(MILLISECOND);
    assertThat(watch.tick()).as("no longer than without work").isEqualTo(10 * MILLISECOND);
    watch.hurry();
    assertThat(watch.tick()).isEqualTo(MILLISECOND);
  }

  @Test
  void aLateLookDecidesNothingAndTheNextOneDoes() {
    now += 100 * MILLISECOND;
    assertThat(watch.see(quiet(), false)).isNull();
    now += 100 * MILLISECOND;
    assertThat(watch.see(quiet(), false)).isNotNull();
  }

  @Test
  void whatLiesBehindATaskIsWatchedClosely() {
    relax();
    now += watch.tick();
    Plan plan = watch.see(waiting(), false);
    assertThat(plan).isNotNull().matches(Plan::closely).matches(p -> !p.surprised());
    assertThat(watch.tick()).isEqualTo(MILLISECOND);
  }

  @Test
  void whereEverybodySleepsItRelaxesFurther() {
    for (int i = 0; i < 20; i++) {
      now += watch.tick();
      watch.glance(quiet(), false);
    }
    assertThat(watch.tick()).isEqualTo(30 * MILLISECOND);
    now += watch.tick();
    watch.glance(quiet(), true);
    assertThat(watch.tick()).isEqualTo(10 * MILLISECOND);
  }

  @Test
  void aGlanceRelaxesAndIsNotForgotten() {
    for (int i = 0; i < 10; i++) {
      now += watch.tick();
      watch.glance(quiet(), true);
    }
    assertThat(watch.tick()).isEqualTo(10 * MILLISECOND);
    now += watch.tick();
    assertThat(watch.see(waiting(), false))
        .as("not late, and in one task since the first look")
        .isNotNull()
        .matches(plan -> plan.stuck() == 1)
        .matches(plan -> !plan.surprised());
  }

  @Test
  void aPauseIsNoTimeInATask() {
    now += 100 * MILLISECOND;
    watch.see(quiet(), false);
    now += MILLISECOND;
    assertThat(watch.see(quiet(), false)).isNotNull().matches(plan -> plan.stuck() == 0);
    now += 10 * MILLISECOND;
    assertThat(watch.see(quiet(), false)).isNotNull().matches(plan -> plan.stuck() == 1);
  }

  @Test
  void aDisturbedLookDecidesNothing() {
    assertThat(watch.see(quiet(), true)).isNull();
    assertThat(watch.tick()).isEqualTo(MILLISECOND);
  }

  private void relax() {
    for (int i = 0; i < 10; i++) {
      now += watch.tick();
      assertThat(watch.see(quiet(), false)).isNotNull();
    }
  }

  private Look quiet() {
    return look(0);
  }

  private Look waiting() {
    return look(1);
  }

  private Look look(long pushed) {
    return new Look(
        now,
        List.of(
            new Look.Sample(false, true, false, Look.Block.NO, 1, pushed, 0, false, false),
            new Look.Sample(false, false, false, Look.Block.NO, 0, 0, 0, false, false)),
        0,
        0,
        0,
        0,
        false);
  }
}
