package io.smolscale.internal.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTest {
  private static final int MANY = 500;

  private final Price price = new Price();

  @ParameterizedTest
  @ValueSource(longs = {5_000, 8_000, 30_000, 60_000, 100_000})
  void thePriceSettlesOnTheDelayOfTheMachine(long delay) {
    measure(MANY, delay);
    assertThat(price.nanos()).isBetween(delay - delay / 10, delay + delay / 10);
  }

  @Test
  void fewThatWaitedForAProcessorMoveThePriceLittle() {
    for (int i = 0; i < MANY; i++) {
      price.measured(i % 10 == 0 ? 10_000_000 : 20_000);
    }
    assertThat(price.nanos()).isBetween(18_000L, 30_000L);
  }

  @Test
  void whereMostWaitForAProcessorThePriceIsTheHighest() {
    measure(MANY, 10_000_000);
    assertThat(price.nanos()).isEqualTo(Price.MOST_NANOS);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE / 2})
  void aDelayThatCannotBeLowersThePriceToTheLowestAtMost(long delay) {
    measure(MANY, delay);
    assertThat(price.nanos()).isEqualTo(Price.LEAST_NANOS);
  }

  private void measure(int times, long delay) {
    for (int i = 0; i < times; i++) {
      price.measured(delay);
    }
  }
}
