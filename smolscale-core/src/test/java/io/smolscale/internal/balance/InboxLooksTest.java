package io.smolscale.internal.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// With a clock that is made up.
class InboxLooksTest {
  private static final long NOTE = HelpRule.NOTE_NANOS;
  private static final long START = 1_000_000_000;

  private final InboxLooks looks = new InboxLooks(START);
  private final InboxLooks.Notes one = looks.notes();
  private final InboxLooks.Notes other = looks.notes();

  @Test
  void aLookIsNoted() {
    assertThat(looks.unseenFor(START + 10 * NOTE)).isEqualTo(10 * NOTE);
    one.look(START + 10 * NOTE);
    assertThat(looks.unseenFor(START + 10 * NOTE)).isZero();
  }

  @Test
  void butNotAnew() {
    one.look(START + NOTE);
    assertThat(looks.unseenFor(START + NOTE)).isEqualTo(NOTE);
  }

  @Test
  void aWokenWorkerHasTimeToCome() {
    looks.expected(START + 10 * NOTE);
    assertThat(looks.unseenFor(START + 11 * NOTE)).isEqualTo(NOTE);
  }

  @Test
  void aWorkerThatFallsAsleepLeavesTheLooksOfOthers() {
    one.look(START + 10 * NOTE);
    other.look(START + 12 * NOTE);
    other.look(START + 14 * NOTE);
    other.takeBack();
    assertThat(looks.unseenFor(START + 15 * NOTE)).isEqualTo(5 * NOTE);
  }

  @Test
  void aLookOfAnotherIsNotTakenBack() {
    one.look(START + 10 * NOTE);
    other.look(START + 12 * NOTE);
    one.takeBack();
    assertThat(looks.unseenFor(START + 12 * NOTE)).isZero();
  }

  @Test
  void aWorkerThatHasNotLookedHasNoNoteToTakeBack() {
    other.takeBack();
    assertThat(looks.unseenFor(START)).isZero();
  }

  @Test
  void whenAllHaveFallenAsleepNobodyHasLooked() {
    one.look(START + 10 * NOTE);
    other.look(START + 12 * NOTE);
    other.takeBack();
    one.takeBack();
    assertThat(looks.unseenFor(START + 12 * NOTE)).isEqualTo(12 * NOTE);
  }
}
