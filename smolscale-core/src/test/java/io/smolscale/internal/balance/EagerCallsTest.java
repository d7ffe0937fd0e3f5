package io.smolscale.internal.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EagerCallsTest {
  private static final int WORKERS = 64;
  private static final int SEVERAL = 3;
  private static final long SHORT = HelpRule.UNSEEN_NANOS;
  private static final long LONG = HelpRule.UNSEEN_NANOS + 1;

  private final EagerCalls calls = new EagerCalls(WORKERS);

  @Test
  void thereAreNoneToBeginWith() {
    assertThat(calls.any(1)).isFalse();
  }

  @Test
  void oneThatPaysBuysOne() {
    calls.paid(SEVERAL, LONG);
    assertThat(callAll()).isEqualTo(1);
  }

  @Test
  void theFirstIsBoughtOnlyWhereNobodyHasLookedForLong() {
    calls.paid(SEVERAL, SHORT);
    assertThat(calls.any(1)).isFalse();
  }

  @Test
  void oneOtherIsNoProof() {
    calls.paid(2, LONG); // it may be the one whose processor it was woken on
    assertThat(calls.any(1)).isFalse();
  }

  @Test
  void eachThatPaysWhileThereAreSomeDoublesThem() {
    calls.paid(SEVERAL, LONG);
    calls.paid(SEVERAL, SHORT);
    calls.paid(SEVERAL, SHORT);
    assertThat(callAll()).isEqualTo(7);
  }

  @Test
  void thereAreNeverMany() {
    for (int i = 0; i < 100; i++) {
      calls.paid(SEVERAL, LONG);
    }
    assertThat(callAll()).isEqualTo(EagerCalls.MOST);
  }

  @Test
  void oneThatWasMadeWithNoneLeftIsNotOwed() {
    calls.made();
    calls.paid(SEVERAL, LONG);
    assertThat(callAll()).isEqualTo(1);
  }

  @Test
  void thereAreNoneWhereHalfOfTheWorkersAreAwake() {
    calls.paid(SEVERAL, LONG);
    assertThat(calls.any(WORKERS / 2 - 1)).isTrue();
    assertThat(calls.any(WORKERS / 2)).isFalse();
  }

  @Test
  void onTwoWorkersThereAreNone() {
    EagerCalls ofTwo = new EagerCalls(2);
    ofTwo.paid(SEVERAL, LONG);
    assertThat(ofTwo.any(1)).isFalse();
  }

  private int callAll() {
    int made = 0;
    while (calls.any(1)) {
      calls.made();
      made++;
    }
    return made;
  }
}
