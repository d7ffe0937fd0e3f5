package io.smolscale.internal.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// With a clock that is made up.
class InboxAgeTest {
  private static final long LATE = 2 * Price.MEASURED_NANOS / 3;
  private static final int MANY = 2;
  private static final long JUST_SEEN = 0;

  private long now = 1_000_000_000;
  private final InboxAge age = new InboxAge(new Price(), now);

  @Test
  void aTaskThatHasJustComeIsNotLate() {
    assertThat(age.isLate(1, 0, now, MANY, JUST_SEEN)).isFalse();
  }

  @Test
  void aTaskThatStaysIsLateForThoseWhoComeAfterIt() {
    age.isLate(1, 0, now, MANY, JUST_SEEN);
    assertThat(age.isLate(2, 0, now + LATE, MANY, JUST_SEEN)).isFalse();
    assertThat(age.isLate(3, 0, now + LATE + 1, MANY, JUST_SEEN)).isTrue();
  }

  @Test
  void aWorkerThatIsAwakeAloneIsAskedAboutSooner() {
    age.isLate(1, 0, now, 1, JUST_SEEN);
    assertThat(age.isLate(2, 0, now + LATE / 2, 1, JUST_SEEN)).isFalse();
    assertThat(age.isLate(3, 0, now + LATE / 2 + 1, 1, JUST_SEEN)).isTrue();
    assertThat(age.isLate(3, 0, now + LATE / 2 + 1, MANY, JUST_SEEN)).isFalse();
  }

  @Test
  void soAreThoseOfWhomNobodyLooks() {
    age.isLate(1, 0, now, MANY, JUST_SEEN);
    assertThat(age.isLate(2, 0, now + LATE, MANY, HelpRule.UNSEEN_NANOS)).isTrue();
  }

  @Test
  void aSubmitterThatDoesNotAskShortlyAfterAMarkMissesNothing() {
    age.isLate(1, 0, now, 1, HelpRule.UNSEEN_NANOS);
    for (long then = now; !age.mayBeLate(then); then++) {
      assertThat(age.isLate(2, 0, then, 1, HelpRule.UNSEEN_NANOS)).isFalse();
    }
    assertThat(age.mayBeLate(now + LATE / 2)).isTrue();
  }

  @Test
  void aLookMarksATaskToo() {
    assertThat(age.age(1, 0, now)).as("not known yet").isZero();
    assertThat(age.age(1, 0, now + 10 * LATE)).isEqualTo(10 * LATE);
    assertThat(age.age(1, 1, now + 11 * LATE)).as("it has left").isZero();
  }

  @Test
  void aTaskThatHasLeftIsNotLate() {
    age.isLate(1, 0, now, MANY, JUST_SEEN);
    assertThat(age.isLate(2, 1, now + 10 * LATE, MANY, JUST_SEEN)).isFalse();
  }

  @Test
  void aCrowdThatMovesIsNotLate() {
    for (int i = 1; i < 10_000; i++) {
      now += LATE / 10;
      assertThat(age.isLate(i, Math.max(0, i - 8), now, MANY, JUST_SEEN))
          .as("task %d", i)
          .isFalse();
    }
  }

  @Test
  void aCrowdThatMovesTooSlowlyIs() {
    boolean late = false;
    for (int i = 1; i < 10_000; i++) {
      now += LATE / 10;
      late |= age.isLate(i, Math.max(0, i - 40), now, MANY, JUST_SEEN);
    }
    assertThat(late).isTrue();
  }

  @Test
  void afterAQuietTimeItBeginsAgain() {
    age.isLate(1, 0, now, MANY, JUST_SEEN);
    assertThat(age.isLate(2, 1, now + 1_000 * LATE, MANY, JUST_SEEN)).isFalse();
    assertThat(age.isLate(3, 1, now + 1_001 * LATE + 1, MANY, JUST_SEEN)).isTrue();
  }
}
