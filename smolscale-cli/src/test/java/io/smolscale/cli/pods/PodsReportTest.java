package io.smolscale.cli.pods;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.demo.Contender;
import io.smolscale.cli.jvm.Placement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/// Trials that never took place, as text and as JSON.
class PodsReportTest {
  private static final Placement PLACEMENT = new Placement(List.of(), "number 7");
  private static final Contender SMOLSCALE = Contender.smolscale(Path.of("smolscale.args"));
  private static final Duration DURATION = Duration.ofSeconds(5);

  private final Trial silent = trial(Fault.HOGS, Contender.jdk(), 0, 20);
  private final Trial partly = trial(Fault.LOCK, Contender.jdk(), 30, 20);
  private final Trial well = trial(Fault.HOGS, SMOLSCALE, 1_000, 0);
  private final Trial slow = trial(Fault.LOCK, SMOLSCALE, 2_000, 0);

  @Test
  void theTableSaysWhoAnswers() {
    assertThat(text(silent, well, partly, slow))
        .contains(
            "number 7", "does not answer at all", "all 1,000", "all 2,000", "30, then no more")
        .contains("On the JDK the service does not answer at all beside hogs;")
        .contains("leaves requests unanswered beside pair-lock.")
        .contains("On smolscale the service answers every request, 99 % of them within")
        .contains("at the worst (pair-lock).");
  }

  @Test
  void aServiceThatAnswersNothingHasNoLatency() {
    assertThat(text(silent)).doesNotContain("0.00 ms", "NaN");
  }

  @Test
  void smolscaleIsNotSpared() {
    assertThat(text(trial(Fault.HOGS, SMOLSCALE, 0, 20)))
        .contains("On smolscale the service does not answer at all beside hogs.");
  }

  @Test
  void aProgramGetsTheSame() throws Exception {
    String json = PodsJson.of(List.of(silent, well), PLACEMENT, DURATION);
    List<?> trials = (List<?>) JSON.std.mapFrom(json).get("trials");
    assertThat(trials).hasSize(2);
    assertThat(json).contains("\"answersNone\" : true", "\"p99\"", "\"case\" : \"hogs\"");
  }

  private static String text(Trial... trials) {
    return PodsText.of(List.of(trials), PLACEMENT, DURATION);
  }

  private static Trial trial(Fault fault, Contender contender, int answered, int unanswered) {
    Histogram latency = new Histogram(3);
    for (int i = 1; i <= answered; i++) {
      latency.recordValue(10_000L * i);
    }
    return new Trial(fault, contender, unanswered, unanswered > 0, latency);
  }
}
