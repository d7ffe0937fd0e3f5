package io.smolscale.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PoissonArrivalsTest {
  private static final int COUNT = 200_000;

  private static long[] gaps(double perSecond, long seed) {
    PoissonArrivals arrivals = new PoissonArrivals(perSecond, seed);
    long[] gaps = new long[COUNT];
    long before = 0;
    for (int i = 0; i < COUNT; i++) {
      long at = arrivals.next();
      gaps[i] = at - before;
      before = at;
    }
    return gaps;
  }

  @Test
  void theyNeverGoBack() {
    assertThat(LongStream.of(gaps(1e6, 1)).min().orElseThrow()).isNotNegative();
  }

  @Test
  void theyKeepTheRate() {
    double meanGap = LongStream.of(gaps(10_000, 1)).average().orElseThrow();
    assertThat(meanGap).isCloseTo(100_000, within(1_000.0));
  }

  /// Exponential gaps: a share of 1/e is longer than the mean, which regular ones would never be.
  @Test
  void theyAreIrregular() {
    long longer = LongStream.of(gaps(10_000, 1)).filter(gap -> gap > 100_000).count();
    assertThat(longer / (double) COUNT).isCloseTo(1 / Math.E, within(0.01));
  }

  @Test
  void oneSeedIsOneSequence() {
    assertThat(gaps(10_000, 7)).isEqualTo(gaps(10_000, 7));
    assertThat(gaps(10_000, 7)).isNotEqualTo(gaps(10_000, 8));
  }
}
