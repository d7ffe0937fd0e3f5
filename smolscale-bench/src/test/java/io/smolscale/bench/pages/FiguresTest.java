package io.smolscale.bench.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.bench.report.Samples;
import io.smolscale.bench.result.Summary;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void ratiosStandBesideEachOther() {
    assertThat(filled("{cpu ping-pong http-1000}")).isEqualTo("0.50 / 0.50");
  }

  @Test
  void aRangeGoesFromTheSmallestToTheLargest() {
    assertThat(filled("{wall range ping-pong http-1000}")).isEqualTo("0.50–0.50");
  }

  @Test
  void aSpreadHasAllThatWasMeasured() {
    assertThat(filled("{jdk:cpu-us spread http-1000}")).isEqualTo("55 (50–60)");
  }

  @Test
  void latenciesAreThoseOfTheVariantThatIsNamed() {
    assertThat(filled("{jdk:p50-us http-1000} → {p50-us http-1000}")).isEqualTo("55 → 28");
  }

  @Test
  void ratesAreOneOverTheTimeOfARequest() {
    assertThat(filled("{rate ping-pong}; {jdk:a-second ping-pong}; {memory-mb ping-pong}"))
        .isEqualTo("2.00; 18,333; 1.05");
  }

  @Test
  void textOutsideOfBlocksStaysAsItIs() {
    String page = "before {cpu x}\n" + block("run", "{cpu ping-pong}", "9.99") + "\nafter $1 \\";
    assertThat(Figures.filled(page, FiguresTest::run))
        .isEqualTo("before {cpu x}\n" + block("run", "{cpu ping-pong}", "0.50") + "\nafter $1 \\");
  }

  @Test
  void aWorkloadThatTheRunDoesNotHaveIsNamed() {
    assertThatThrownBy(() -> filled("{cpu nonsense}")).hasMessageContaining("nonsense");
  }

  @Test
  void aFigureThatThereIsNotIsNamed() {
    assertThatThrownBy(() -> filled("{gpu ping-pong}")).hasMessageContaining("gpu");
  }

  @Test
  void aFigureOfNothingIsRefused() {
    assertThatThrownBy(() -> filled("{cpu}")).hasMessageContaining("which workload");
  }

  @Test
  void aFigureOfWhatNeverCompletesIsRefused() {
    assertThatThrownBy(() -> filled("{cpu beside-yielders}"))
        .hasMessageContaining("beside-yielders");
  }

  @Test
  void aBlockWithoutAnEndIsRefused() {
    String page = block("run", "", "") + "\n<!-- figures run\n{cpu ping-pong}\n-->\n";
    assertThatThrownBy(() -> Figures.filled(page, FiguresTest::run)).hasMessageContaining("no end");
  }

  /// Returns two rounds in which smolscale takes half: 25 and 30 µs, where the JDK takes 50 and 60.
  private static Summary run(String name) {
    return Samples.summary(50);
  }

  private static String filled(String template) {
    String page = Figures.filled(block("run", template, "?"), FiguresTest::run);
    String start = "<!-- figures run\n" + template + "\n-->\n";
    return page.substring(start.length(), page.indexOf("\n<!-- end of figures -->"));
  }

  private static String block(String run, String template, String text) {
    return "<!-- figures " + run + "\n" + template + "\n-->\n" + text + "\n<!-- end of figures -->";
  }
}
