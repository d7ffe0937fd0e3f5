package io.smolscale.internal.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpRuleTest {
  private static final long WAKE = Price.MEASURED_NANOS;
  private static final long LONG_TASK = 1_000_000_000;

  @Test
  void aRingThatIsDoneBeforeHelpCouldComeIsLeftAlone() {
    assertThat(HelpRule.limit(WAKE / 10, WAKE, 0)).isEqualTo(10);
    assertThat(HelpRule.limit(WAKE, WAKE, 0)).isEqualTo(1);
    assertThat(HelpRule.limit(1, WAKE, 0)).isEqualTo((int) WAKE);
  }

  @Test
  void aDebtStretchesTheLimit() {
    assertThat(HelpRule.limit(WAKE / 10, WAKE, 3 * WAKE)).isEqualTo(40);
    assertThat(HelpRule.limit(1, WAKE, Long.MAX_VALUE / 2)).isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(longs = {WAKE + 1, 10 * WAKE, LONG_TASK, Long.MAX_VALUE})
  void tasksLongerThanAWakeUpAskForHelpFromTheFirst(long nanosPerTask) {
    assertThat(HelpRule.limit(nanosPerTask, WAKE, 0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {WAKE + 1, 2 * WAKE, LONG_TASK, Long.MAX_VALUE})
  void patienceWithThemIsShort(long nanosPerTask) {
    assertThat(HelpRule.limit(nanosPerTask, WAKE, 100 * WAKE))
        .isEqualTo((int) (HelpRule.LONG_NANOS / nanosPerTask));
  }

  @ParameterizedTest
  @CsvSource({"1, 61", "100, 61", "409, 61", "410, 60", "2500, 10", "12500, 2", "25000, 1"})
  void aWorkerLooksUpAfterAboutTwentyFiveMicroseconds(long nanosPerTask, int tasks) {
    assertThat(HelpRule.interval(nanosPerTask)).isEqualTo(tasks);
  }

  @ParameterizedTest
  @ValueSource(longs = {HelpRule.CHECK_NANOS + 1, LONG_TASK, Long.MAX_VALUE})
  void afterALongTaskItLooksUpAtOnce(long nanosPerTask) {
    assertThat(HelpRule.interval(nanosPerTask)).isEqualTo(1);
  }

  @Test
  void whatIsOverTheLimitMayBeTaken() {
    assertThat(HelpRule.excess(10, 6, false)).isEqualTo(4);
    assertThat(HelpRule.excess(10, 6, true)).as("woken for it").isEqualTo(7);
    assertThat(HelpRule.excess(5, 6, false)).isNegative();
  }

  @Test
  void oneLongTaskRaisesTheEstimateAtOnce() {
    assertThat(HelpRule.limit(HelpRule.blend(100, 10 * WAKE), WAKE, 0)).isZero();
  }

  @Test
  void shortTasksBringTheEstimateDownAgain() {
    long estimate = HelpRule.blend(100, LONG_TASK);
    int looks = 0;
    while (estimate > 200) {
      long before = estimate;
      estimate = HelpRule.blend(estimate, 100);
      assertThat(estimate).isLessThan(before);
      looks++;
    }
    assertThat(looks).isLessThanOrEqualTo(30); // halved each time
  }

  @Test
  void theEstimateSettlesOnWhatIsMeasured() {
    long estimate = 1;
    for (int i = 0; i < 64; i++) {
      estimate = HelpRule.blend(estimate, 5_000);
    }
    assertThat(estimate).isBetween(4_999L, 5_000L);
  }

  @Test
  void theEstimateStaysPositive() {
    assertThat(HelpRule.blend(1, 0)).isEqualTo(1);
    assertThat(HelpRule.blend(0, 0)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"2, 31250", "4, 21875", "32, 13671"})
  void theMoreAreAwakeTheSoonerOneOfThemShouldHaveLooked(int awake, long nanos) {
    assertThat(HelpRule.late(awake, nanos, WAKE)).isEqualTo(2 * WAKE / 3);
    assertThat(HelpRule.late(awake, nanos + 1, WAKE)).isEqualTo(WAKE / 3);
  }

  @Test
  void aHelperThatIsAwakeAloneCallsNobody() {
    assertThat(HelpRule.callsTheNext(1, LONG_TASK)).isFalse();
  }

  @Test
  void oneBesideLongTasksCallsTheNext() {
    assertThat(HelpRule.callsTheNext(2, HelpRule.UNSEEN_NANOS)).isFalse();
    assertThat(HelpRule.callsTheNext(2, HelpRule.UNSEEN_NANOS + 1)).isTrue();
    assertThat(HelpRule.callsTheNext(33, HelpRule.UNSEEN_NANOS / 2)).isTrue();
  }

  @Test
  void aWorkerThatWouldBeDryTakesNoShareOfTheInbox() {
    assertThat(HelpRule.share(61, 400, 0, false, LONG_TASK)).isZero();
  }

  @Test
  void aDryWorkerTakesOneTaskOfAShortInbox() {
    assertThat(HelpRule.batch(61, 0, 2)).isZero();
    assertThat(HelpRule.batch(61, 15, 2)).isZero();
    assertThat(HelpRule.batch(61, 500, 64)).isZero();
  }

  @Test
  void aDryWorkerTakesAnEighthOfItsShareOfALongInbox() {
    assertThat(HelpRule.batch(61, 16, 2)).isEqualTo(1);
    assertThat(HelpRule.batch(61, 400, 2)).isEqualTo(25);
  }

  @Test
  void aDryWorkerTakesNoMoreThanItWillHaveDoneWhenItLooksUpNext() {
    assertThat(HelpRule.batch(61, 100_000, 2)).isEqualTo(60); // and the one that it runs
    assertThat(HelpRule.batch(1, 100_000, 2)).isZero(); // its tasks are long
  }

  @Test
  void aRingTakesNothingThatHasNotWaitedForAsLongAsItsLastWill() {
    assertThat(HelpRule.share(5, 5_000, 30, false, 30 * 5_000 - 1)).isZero();
    assertThat(HelpRule.share(5, 5_000, 30, false, 30 * 5_000)).isEqualTo(1);
  }

  @Test
  void theLongerTheInboxHasWaitedTheMore() {
    assertThat(HelpRule.share(5, 5_000, 30, false, 3 * 30 * 5_000)).isEqualTo(3);
    assertThat(HelpRule.share(5, 5_000, 30, false, LONG_TASK)).isEqualTo(5);
    assertThat(HelpRule.share(61, 400, 7, false, LONG_TASK)).isEqualTo(7);
  }

  @Test
  void twoThatPassAMessageToAndFroDoNotStarveTheInbox() {
    assertThat(HelpRule.share(61, 400, 0, true, 0)).isEqualTo(4); // the ring's turns in 61 tasks
    assertThat(HelpRule.share(1, HelpRule.CHECK_NANOS, 0, true, 0)).isEqualTo(1);
  }
}
