package io.smolscale.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final int MANY = 100_000;

  @Test
  void comeAtTheRateAskedFor() {
    final Arrivals arrivals = new Arrivals(10_000, 1);
    long last = 0;
    for (int i = 0; i < MANY; i++) {
      final long next = arrivals.next();
      assertThat(next).isGreaterThanOrEqualTo(last);
      last = next;
    }
    assertThat(last / 1e9).isCloseTo(MANY / 10_000.0, within(0.2)); // three sigma are 0.1
  }

  @Test
  void areTheSameForTheSameSeed() {
    final Arrivals one = new Arrivals(1_000, 5);
    final Arrivals other = new Arrivals(1_000, 5);
    for (int i = 0; i < 100; i++) {
      assertThat(one.next()).isEqualTo(other.next());
    }
  }
}
