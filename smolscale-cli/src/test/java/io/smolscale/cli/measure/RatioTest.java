package io.smolscale.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.cli.measure.Ratio.Verdict;
import org.junit.jupiter.api.Test;

class RatioTest {
  private static final double[] BASELINE = {100, 200, 100, 50};

  private static Ratio ratio(double... candidate) {
    return Ratio.of(BASELINE, candidate).orElseThrow();
  }

  @Test
  void theWholeIsComparedByMediansAndEachRoundByItself() {
    assertThat(ratio(50, 100, 75, 40)).isEqualTo(new Ratio(0.625, 0.5, 0.8));
  }

  @Test
  void theWholeLiesBetweenTheRounds() {
    Ratio ratio = ratio(300, 20, 110, 10);
    assertThat(ratio).isEqualTo(new Ratio(0.65, 0.1, 3));
    assertThat(ratio.spread()).isEqualTo(2.9 / 0.65);
  }

  @Test
  void aDifferenceMustHoldInEveryRound() {
    assertThat(ratio(50, 120, 70, 40).verdict()).isEqualTo(Verdict.LESS);
    assertThat(ratio(150, 220, 170, 90).verdict()).isEqualTo(Verdict.MORE);
    assertThat(ratio(50, 120, 70, 51).verdict()).isEqualTo(Verdict.UNCLEAR);
  }

  @Test
  void aSteadyTrifleIsNoDifference() {
    assertThat(ratio(97, 194, 97, 48.5).verdict()).isEqualTo(Verdict.UNCLEAR);
    assertThat(ratio(103, 206, 103, 51.5).verdict()).isEqualTo(Verdict.UNCLEAR);
  }

  @Test
  void withoutPairsThereIsNoRatio() {
    assertThat(Ratio.of(new double[0], new double[0])).isEmpty();
    assertThat(Ratio.of(BASELINE, new double[] {1})).isEmpty();
    assertThat(Ratio.of(new double[] {0}, new double[] {1})).isEmpty();
  }
}
