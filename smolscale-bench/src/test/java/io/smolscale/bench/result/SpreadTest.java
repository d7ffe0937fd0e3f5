package io.smolscale.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void takesTheMiddleOne() {
    assertThat(Spread.of(List.of(3.0, 1.0, 7.0))).isEqualTo(new Spread(3, 1, 7));
  }

  @Test
  void meetsBetweenTheTwoInTheMiddle() {
    assertThat(Spread.of(List.of(4.0, 1.0, 7.0, 2.0))).isEqualTo(new Spread(3, 1, 7));
  }

  @Test
  void leavesOutRatiosToNothing() {
    assertThat(Spread.of(List.of(Double.NaN, 2.0, Double.POSITIVE_INFINITY)))
        .isEqualTo(new Spread(2, 2, 2));
    assertThat(Spread.of(List.of(Double.NaN))).isNull();
  }
}
