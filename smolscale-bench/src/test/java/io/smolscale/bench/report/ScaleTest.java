package io.smolscale.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void linearBeginsAtZero() {
    final Scale scale = Scale.linear(List.of(10.0, 100.0), 300, 30);
    assertThat(scale.at(0)).isEqualTo(300);
    assertThat(scale.at(110)).isCloseTo(30, within(1e-9));
    assertThat(scale.ticks()).containsExactly(0.0, 50.0, 100.0);
  }

  @Test
  void halfAndDoubleAreEquallyFarFromOne() {
    final Scale scale = Scale.logarithmic(List.of(0.1, 10.0), 0, 100);
    assertThat(scale.at(1) - scale.at(0.5)).isCloseTo(scale.at(2) - scale.at(1), within(1e-9));
    assertThat(scale.ticks()).contains(0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0);
  }

  @Test
  void whatIsOffTheAxisIsAtItsEnd() {
    final Scale scale = Scale.logarithmic(List.of(1.0, 10.0), 0, 100);
    assertThat(scale.at(1_000)).isEqualTo(100);
  }

  @Test
  void nothingIsNoReasonToFail() {
    assertThat(Scale.linear(List.of(), 0, 100).ticks()).isNotEmpty();
    assertThat(Scale.linear(List.of(0.0), 0, 100).at(0)).isZero();
  }
}
