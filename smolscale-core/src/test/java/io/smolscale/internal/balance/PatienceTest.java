package io.smolscale.internal.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final long WAKE = HelpRule.WAKE_NANOS;
  private static final long BUSY = 100 * WAKE;

  private final Patience patience = new Patience();

  @Test
  void itBeginsWithTheCostOfAWakeUp() {
    assertThat(patience.nanos()).isEqualTo(WAKE);
  }

  @Test
  void helpInVainDoublesIt() {
    patience.learn(0);
    assertThat(patience.nanos()).isEqualTo(2 * WAKE);
    patience.learn(WAKE);
    assertThat(patience.nanos()).isEqualTo(4 * WAKE);
  }

  @Test
  void helpThatPaidHalvesIt() {
    patience.learn(0);
    patience.learn(0);
    patience.learn(BUSY);
    assertThat(patience.nanos()).isEqualTo(2 * WAKE);
  }

  @Test
  void timeHeals() {
    patience.learn(0);
    patience.forget();
    assertThat(patience.nanos()).isEqualTo(WAKE);
  }

  @Test
  void itHasLimits() {
    for (int i = 0; i < 100; i++) {
      patience.learn(0);
    }
    assertThat(patience.nanos()).isEqualTo(WAKE << Patience.MOST_DOUBLINGS);
    for (int i = 0; i < 100; i++) {
      patience.learn(BUSY);
      patience.forget();
    }
    assertThat(patience.nanos()).isEqualTo(WAKE);
  }
}
