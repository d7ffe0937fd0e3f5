package io.smolscale.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.bench.report.Change.Verdict;
import io.smolscale.bench.result.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {
  private static final Spread BEFORE = new Spread(0.5, 0.4, 0.6);

  @Test
  void onlyWhatLiesOutsideIsAChange() {
    assertThat(verdict(new Spread(0.8, 0.7, 0.9))).isEqualTo(Verdict.WORSE);
    assertThat(verdict(new Spread(0.8, 0.6, 0.9))).isEqualTo(Verdict.SAME);
    assertThat(verdict(new Spread(0.3, 0.2, 0.35))).isEqualTo(Verdict.BETTER);
  }

  @Test
  void aDifferenceThatIsSureAndSmallIsNone() {
    final Change change =
        new Change("w", "v", "CPU", new Spread(0.5, 0.5, 0.5), new Spread(0.51, 0.51, 0.51));
    assertThat(change.verdict()).isEqualTo(Verdict.SAME);
  }

  @Test
  void betweenTwoRunsEachRatioIsCompared() {
    final List<Change> changes = Change.between(Samples.summary(20), Samples.summary(50));
    // ping-pong has a wall time, too; all four have CPU, switches and p99
    assertThat(changes).hasSize(4 * 3 + 1);
    assertThat(changes)
        .filteredOn(change -> change.figure().equals("CPU"))
        .allMatch(change -> change.verdict() == Verdict.WORSE);
    assertThat(ChangeTable.text(changes, false)).contains("9 worse", "WORSE", "0.20", "0.50");
    assertThat(Change.between(Samples.summary(50), Samples.summary(50)))
        .allMatch(change -> change.verdict() == Verdict.SAME);
  }

  private static Verdict verdict(Spread after) {
    return new Change("w", "v", "CPU", BEFORE, after).verdict();
  }
}
