package io.smolscale.internal.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpinAccountTest {
  private static final int MANY = 10_000;

  private final SpinAccount account = new SpinAccount(new Price());

  @Test
  void itBeginsWithSomething() {
    assertThat(account.trySpin()).isTrue();
  }

  @Test
  void shortGapsPayForThemselves() {
    for (int i = 0; i < MANY; i++) {
      assertThat(account.trySpin()).isTrue();
      account.charge(1_000, true);
    }
  }

  @Test
  void spinsInVainAreRareThen() {
    long spins = 0;
    for (int i = 0; i < MANY; i++) {
      if (account.trySpin()) {
        spins++;
        account.charge(account.longestNanos(), false);
      }
    }
    assertThat(spins).isBetween(1L, 10L + MANY / SpinAccount.PROBE_EVERY);
  }

  @Test
  void theyBecomeRarerUntilOneMeetsWork() {
    assertThat(sleepsUntilSpin()).isLessThan(SpinAccount.PROBE_EVERY);
    while (sleepsUntilSpin() < SpinAccount.PROBE_AT_LEAST_EVERY) {
      account.charge(account.longestNanos(), false);
    }
    account.charge(account.longestNanos(), true);
    assertThat(sleepsUntilSpin()).isLessThanOrEqualTo(SpinAccount.PROBE_EVERY);
  }

  private int sleepsUntilSpin() {
    int sleeps = 1;
    while (!account.trySpin()) {
      sleeps++;
    }
    return sleeps;
  }

  @Test
  void longGapsDoNotPayEvenWhenTheyEnd() {
    int spins = 0;
    for (int i = 0; i < MANY; i++) {
      if (account.trySpin()) {
        spins++;
        account.charge(Price.MEASURED_NANOS, true);
      }
    }
    assertThat(spins).isLessThan(MANY / 10);
  }

  @Test
  void aFewFailuresAmongManyDoNotMatter() {
    for (int i = 0; i < MANY; i++) {
      assertThat(account.trySpin()).isTrue();
      account.charge(i % 20 == 0 ? account.longestNanos() : 1_000, i % 20 != 0);
    }
  }
}
