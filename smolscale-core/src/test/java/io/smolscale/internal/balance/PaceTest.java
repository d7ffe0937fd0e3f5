package io.smolscale.internal.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// With a clock that is made up.
class PaceTest {
  private static final long LONG_TASK = 10_000_000;

  private final Pace pace = new Pace();
  private long debt;
  private long now = 1_000_000_000;

  PaceTest() {
    pace.restart(now);
  }

  @Test
  void itCountsTasks() {
    assertThat(pace.started()).isZero();
    run(10, 1_000);
    assertThat(pace.started()).isEqualTo(10);
  }

  @Test
  void aCheckIsDueAfterTheInterval() {
    int interval = pace.interval();
    for (int i = 0; i < interval; i++) {
      assertThat(pace.checkIsDue()).isFalse();
      pace.startTask();
    }
    assertThat(pace.checkIsDue()).isTrue();
    pace.measure(now + 50_000, Price.MEASURED_NANOS, debt);
    assertThat(pace.checkIsDue()).isFalse();
  }

  @Test
  void theSlotTakesTurnsWithTheRing() {
    int turns = 0;
    while (pace.slotsTurn()) {
      pace.slotRan();
      turns++;
      assertThat(turns).isLessThan(100);
    }
    pace.slotDone();
    assertThat(pace.slotsTurn()).isTrue();
    assertThat(turns).isGreaterThan(1);
  }

  @Test
  void theSlotPaysForThoseWhoTalk() {
    for (int i = 0; i < 100; i++) {
      pace.slotRan();
      assertThat(pace.chooseSlot()).isTrue();
    }
    pace.slotDone();
    assertThat(pace.chooseSlot()).isTrue();
  }

  @Test
  void theSlotDoesNotPayAfterTwoThatWokeNobody() {
    for (int i = 0; i < 3; i++) {
      pace.slotRan();
      pace.slotDone();
      assertThat(pace.chooseSlot()).isTrue();
      pace.slotRan();
      pace.slotDone();
      assertThat(pace.chooseSlot()).isFalse();
      assertThat(pace.chooseSlot()).as("once").isTrue();
    }
  }

  @Test
  void aLongTaskClosesTheSlotAndAsksForHelpAtOnce() {
    run(1, LONG_TASK);
    assertThat(pace.slotIsOpen()).isFalse();
    assertThat(pace.limit()).isZero();
    assertThat(pace.interval()).isEqualTo(1);
  }

  @Test
  void shortTasksBringItBack() {
    run(1, LONG_TASK);
    for (int i = 0; i < 40; i++) {
      run(pace.interval(), 250);
    }
    assertThat(pace.slotIsOpen()).isTrue();
    assertThat(pace.limit()).isGreaterThan(10);
    assertThat(pace.interval()).isEqualTo(HelpRule.CHECK_TASKS);
  }

  @Test
  void waitingIsNotMeasured() {
    run(10, 500);
    int limit = pace.limit();
    now += LONG_TASK;
    pace.restart(now);
    run(10, 500);
    assertThat(pace.limit()).isGreaterThanOrEqualTo(limit);
  }

  @Test
  void withoutTasksThereIsNothingToMeasure() {
    int limit = pace.limit();
    now += LONG_TASK;
    pace.measure(now, Price.MEASURED_NANOS, debt);
    assertThat(pace.limit()).isEqualTo(limit);
    assertThat(pace.slotIsOpen()).isTrue();
  }

  @Test
  void aMeasurementThatIsTooShortForTheClockIsNoZero() {
    for (int i = 0; i < 100; i++) {
      run(pace.interval(), 0);
    }
    assertThat(pace.limit()).isPositive();
    assertThat(pace.interval()).isEqualTo(HelpRule.CHECK_TASKS);
  }

  @Test
  void aDebtOfHelpersStretchesTheLimit() {
    run(10, 1_000);
    int limit = pace.limit();
    debt = Price.MEASURED_NANOS;
    run(10, 1_000);
    assertThat(pace.limit()).isGreaterThan(limit);
  }

  @Test
  void whatIsTakenFromAnotherIsExpectedToBeOfItsKind() {
    Pace other = new Pace();
    other.restart(now);
    other.startTask();
    other.measure(now + LONG_TASK, Price.MEASURED_NANOS, debt);
    run(10, 500);
    assertThat(pace.limit()).isPositive();
    pace.adopt(other.limit(), Price.MEASURED_NANOS, debt);
    assertThat(pace.limit()).isLessThanOrEqualTo(1);
    assertThat(pace.interval()).isLessThanOrEqualTo(2);
  }

  private void run(int tasks, long nanosEach) {
    for (int i = 0; i < tasks; i++) {
      pace.startTask();
    }
    now += tasks * nanosEach;
    pace.measure(now, Price.MEASURED_NANOS, debt);
  }
}
