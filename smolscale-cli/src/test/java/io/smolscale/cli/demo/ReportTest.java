package io.smolscale.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.measure.MachineUsage.Disturbance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// Text and JSON on made-up measurements, good and bad.
class ReportTest {
  private static final List<Contender> SIDES =
      List.of(Contender.jdk(), Contender.smolscale(Path.of("smolscale.jar")));
  private static final Disturbance QUIET = new Disturbance(0.01, 0);

  /// CPU, context switches, p50, p99, and errors if there are any.
  private static final double[] JDK = {40, 5, 70, 400};

  private static final double[] BETTER = {20, 1, 50, 300};
  private static final double[] WORSE = {44, 6, 80, 800};

  /// Two rounds of one rate, each figure the given ones and in the second round a tenth more.
  private static Results results(
      List<Contender> sides, double[] baseline, double[] candidate, Disturbance disturbance) {
    List<Window> windows = new ArrayList<>();
    for (int round = 1; round <= 2; round++) {
      double factor = round == 1 ? 1 : 1.1;
      windows.add(window(sides.getFirst(), round, factor, baseline, disturbance));
      windows.add(window(sides.getLast(), round, factor, candidate, disturbance));
    }
    return new Results(
        new Results.Environment("25.0.1+8", "Somebody", "Linux amd64", 2),
        new Plan(List.of(10_000), Duration.ofSeconds(9), sides),
        List.of(10_000),
        45_000,
        windows);
  }

  private static Window window(
      Contender side, int round, double factor, double[] figures, Disturbance disturbance) {
    boolean linux = figures[1] > 0;
    return new Window(
        side.name(),
        10_000,
        round,
        20_000,
        figures.length > 4 ? (long) figures[4] : 0,
        4,
        new Window.Cost(
            OptionalDouble.of(factor * figures[0]),
            linux ? OptionalDouble.of(factor * figures[1]) : OptionalDouble.empty()),
        new Window.Latency(factor * figures[2], factor * figures[3], 10 * factor * figures[3]),
        new Window.Conditions(3, disturbance),
        0);
  }

  @Test
  void theTableHasBothSidesAndTheirRatio() {
    List<String> lines = TextReport.of(results(SIDES, JDK, BETTER, QUIET)).lines().toList();
    assertThat(lines.get(1)).contains("JDK 25.0.1+8", "2 cores");
    assertThat(lines.get(3))
        .matches(
            "rate +scheduler +CPU/request +switches/request +p50 +p99 +p99.9 +requests +errors");
    assertThat(lines.get(5))
        .matches("10,000/s +JDK +42.0 µs +5.25 +73.5 µs +420 µs +4,200 µs +40,000 +0");
    assertThat(lines.get(6))
        .matches("10,000/s +smolscale +21.0 µs +1.05 +52.5 µs +315 µs +3,150 µs +40,000 +0");
    assertThat(lines.get(7)).matches(" +ratio +0.50 +0.20 +0.71 +0.75 +0.75");
  }

  @Test
  void aBetterSchedulerIsSaidToBeSo() {
    assertThat(TextReport.of(results(SIDES, JDK, BETTER, QUIET)))
        .endsWith(
            "\n\n"
                + "At 10,000/s, smolscale used 0.50 of the JDK's CPU per request (less in every"
                + " round); its p99 was 0.75 of the JDK's (less in every round).");
  }

  @Test
  void aWorseSchedulerIsSaidToBeSo() {
    assertThat(TextReport.of(results(SIDES, JDK, WORSE, QUIET)))
        .contains("used 1.10 of the JDK's CPU per request (more in every round)")
        .contains("its p99 was 2.00 of the JDK's (more in every round)")
        .contains("smolscale cost CPU instead of saving it at 10,000/s.")
        .contains("smolscale was the slower one, by p99, at 10,000/s.");
  }

  @Test
  void noDifferenceIsNotSoldAsOne() {
    assertThat(TextReport.of(results(SIDES, JDK, JDK, QUIET)))
        .contains("no clear difference, 1.00 to 1.00")
        .contains("smolscale did not clearly save CPU at 10,000/s.");
  }

  @Test
  void aSelfCheckNamesNoWinner() {
    assertThat(TextReport.of(results(Contender.selfCheck(), JDK, WORSE, QUIET)))
        .contains("how far the ratios are from 1 is noise")
        .doesNotContain("smolscale");
  }

  @Test
  void noiseIsNamedOnceWithItsReasons() {
    double[] failing = {20, 1, 50, 10, 7};
    assertThat(TextReport.of(results(SIDES, JDK, failing, new Disturbance(0.3, 0.2))))
        .containsOnlyOnce("noisy")
        .contains("other processes took 30 % of the machine")
        .contains("the hypervisor took 20 % of the machine away")
        .contains("the load generator fell behind, 1 % of its requests by 3.00 µs or more")
        .contains("14 requests failed (smolscale at 10,000/s)");
  }

  @Test
  void roundsThatDifferMuchAreNoise() {
    Results steady = results(SIDES, JDK, BETTER, QUIET);
    assertThat(Noise.reasons(steady)).isEmpty();
    List<Window> windows = new ArrayList<>(steady.windows());
    windows.add(window(Contender.jdk(), 3, 2, JDK, QUIET));
    windows.add(window(SIDES.getLast(), 3, 3, BETTER, QUIET));
    Results shaky =
        new Results(steady.environment(), steady.plan(), steady.rates(), 45_000, windows);
    assertThat(Noise.reasons(shaky))
        .contains("the ratio of CPU per request differed by up to 50 % between rounds");
  }

  @Test
  void whatTheSystemDoesNotTellIsNotAvailable() {
    double[] noSwitches = {40, 0, 70, 400};
    assertThat(TextReport.of(results(SIDES, noSwitches, noSwitches, QUIET)))
        .containsPattern("JDK +42.0 µs +n/a")
        .containsPattern("ratio +1.00 +n/a");
  }

  @Test
  void jsonHoldsTheSameAndEveryRound() throws IOException {
    Map<String, Object> json = JSON.std.mapFrom(JsonReport.of(results(SIDES, JDK, BETTER, QUIET)));
    assertThat(json)
        .containsEntry("noisy", false)
        .containsEntry("rates", List.of(10_000))
        .extractingByKey("environment")
        .isEqualTo(
            Map.of("jdk", "25.0.1+8", "vendor", "Somebody", "os", "Linux amd64", "cores", 2));
    assertThat(json.get("windows")).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(4);
    assertThat(json.toString())
        .contains("cpuPerRequest={value=0.5, min=0.5, max=0.5, verdict=less}")
        .contains("scheduler=smolscale, cpuPerRequest=21.0, switchesPerRequest=1.05, p50=52.5");
  }
}
