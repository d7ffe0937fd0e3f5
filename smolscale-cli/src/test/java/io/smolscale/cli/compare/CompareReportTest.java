package io.smolscale.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.compare.Run.End;
import io.smolscale.cli.measure.MachineUsage.Disturbance;
import io.smolscale.cli.share.MadeUp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// Text and JSON on made-up runs.
class CompareReportTest {
  private static final Contender JDK = Contender.jdk(List.of("java", "-jar", "app.jar"));
  private static final Contender SMOLSCALE =
      new Contender("smolscale", "smolscale", List.of("java", "@f", "-jar", "app.jar"), true);
  private static final Disturbance QUIET = new Disturbance(0.01, 0);

  private final List<Run> runs = new ArrayList<>();
  private ShareRun share = new ShareRun.Unseen("");
  private Optional<Duration> limit = Optional.of(Duration.ofSeconds(30));

  private void run(Contender side, int round, End end, int exit, double cpu, double switches) {
    run(side, round, end, exit, cpu, switches, QUIET, 0);
  }

  private void run(
      Contender side,
      int round,
      End end,
      int exit,
      double cpu,
      double switches,
      Disturbance disturbance,
      int lost) {
    Run.Cost cost =
        new Run.Cost(
            cpu > 0 ? OptionalDouble.of(cpu) : OptionalDouble.empty(),
            OptionalDouble.of(switches),
            OptionalDouble.of(200 << 20));
    Path log = Path.of("logs", round + ".log");
    runs.add(new Run(side.name(), round, end, exit, 30.5, cost, lost, disturbance, log));
  }

  private Results results() {
    int rounds = runs.size() / 2;
    Plan plan = new Plan(JDK, SMOLSCALE, limit, rounds, true, Path.of("logs"));
    return new Results(plan, JDK.words(), runs, share);
  }

  private String text() {
    return TextReport.of(results());
  }

  @Test
  void sidesThatEndDifferentlyAreNotWell() {
    run(JDK, 1, End.STOPPED, 143, 10, 40_000);
    run(SMOLSCALE, 1, End.STOPPED, 143, 5, 10_000);
    assertThat(results().allWell()).isTrue();
    run(JDK, 2, End.STOPPED, 143, 10, 40_000);
    run(SMOLSCALE, 2, End.KILLED, 137, 5, 10_000);
    assertThat(results().allWell()).isFalse();
  }

  @Test
  void emptyWordsAtTheEndOfACommandStay() {
    assertThat(Contender.words("java\0-jar\0app.jar\0\0"))
        .containsExactly("java", "-jar", "app.jar", "");
  }

  @Test
  void theTableHasBothSidesAndTheirRatio() {
    for (int round = 1; round <= 3; round++) {
      run(JDK, round, End.STOPPED, 143, 10 * round, 40_000 * round);
      run(SMOLSCALE, round, End.STOPPED, 143, 5 * round, 10_000 * round);
    }
    List<String> lines = text().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("java -jar app.jar");
    assertThat(lines.get(1)).startsWith("Medians of 3 runs, each stopped after 30 s");
    assertThat(lines.get(3)).matches("scheduler +CPU +switches +peak memory +wall");
    assertThat(lines.get(5)).matches("JDK +20.0 s +80,000 +200 MiB +30.5 s");
    assertThat(lines.get(6)).matches("smolscale +10.0 s +20,000 +200 MiB +30.5 s");
    assertThat(lines.get(7)).matches("ratio +0.50 +0.25 +1.00 +1.00");
    assertThat(lines.get(9))
        .isEqualTo(
            "smolscale used 0.50 of the JDK's CPU time (less in every round) and 0.25 of its"
                + " context switches (less in every round).");
    assertThat(lines).hasSize(11).last().isEqualTo("What the program printed is in logs.");
  }

  @Test
  void aWorseSchedulerIsSaidToBeSo() {
    for (int round = 1; round <= 2; round++) {
      run(JDK, round, End.STOPPED, 143, 10, 100);
      run(SMOLSCALE, round, End.STOPPED, 143, 12, 100);
    }
    assertThat(text())
        .contains("1.20 of the JDK's CPU time (more in every round)")
        .contains("1.00 of its context switches (no clear difference, 1.00 to 1.00)");
  }

  @Test
  void oneRoundProvesLittle() {
    limit = Optional.empty();
    run(JDK, 1, End.BY_ITSELF, 0, 10, 100);
    run(SMOLSCALE, 1, End.BY_ITSELF, 0, 5, 100);
    assertThat(text())
        .contains("One run on each scheduler; ")
        .contains("0.50 of the JDK's CPU time (in the one run)")
        .contains("--rounds 3")
        .doesNotContain("ended");
  }

  @Test
  void failuresAreTold() {
    run(JDK, 1, End.BY_ITSELF, 0, 10, 100);
    run(SMOLSCALE, 1, End.BY_ITSELF, 3, 10, 100);
    assertThat(results().allWell()).isFalse();
    assertThat(text()).contains("How it ended on the JDK: exit code 0; on smolscale: exit code 3.");
  }

  @Test
  void aProgramThatHadToBeKilledIsReported() {
    run(JDK, 1, End.STOPPED, 143, 10, 100);
    run(SMOLSCALE, 1, End.KILLED, 137, 10, 100, QUIET, 2);
    assertThat(results().allWell()).isFalse();
    assertThat(text())
        .contains("the JDK: exit code 143 after SIGTERM; on smolscale: killed, 10 s after SIGTERM.")
        .contains("2 processes outlived the command");
  }

  @Test
  void whatCouldBeSavedAtMostIsSaidBesideWhatWasSaved() throws IOException {
    share = new ShareRun.Seen(MadeUp.share(600, 400), 1.1);
    run(JDK, 1, End.BY_ITSELF, 0, 10, 100);
    run(SMOLSCALE, 1, End.BY_ITSELF, 0, 7, 100);
    assertThat(text())
        .contains(
            "On the JDK's scheduler 40 % of this program's CPU time goes into scheduling virtual"
                + " threads, handing over and waking (sampled, 1,000 samples), so no scheduler of"
                + " theirs can save much more than 43 %; smolscale saved 30 %.")
        .doesNotContain("of a round");
    assertThat(JSON.std.mapFrom(JsonReport.of(results())).toString())
        .contains("scheduling=0.4,", "mostThatCanBeSaved=0.431");
  }

  @Test
  void whatCostMoreAndARecordedRunUnlikeTheRoundsAreSaidToBeSo() {
    share = new ShareRun.Seen(MadeUp.share(1_000, 0), 0.6);
    run(JDK, 1, End.BY_ITSELF, 0, 10, 100);
    run(SMOLSCALE, 1, End.BY_ITSELF, 0, 11, 100);
    assertThat(text())
        .contains("; smolscale cost 10 % more.", "used 0.60 times the CPU time of a round");
  }

  @Test
  void whyTheMostIsNotKnownIsSaid() throws IOException {
    share = new ShareRun.Unseen("the program failed");
    run(JDK, 1, End.BY_ITSELF, 0, 10, 100);
    run(SMOLSCALE, 1, End.BY_ITSELF, 0, 10, 100);
    assertThat(text()).contains("could save at most is not known: the program failed.");
    assertThat(JSON.std.mapFrom(JsonReport.of(results())))
        .containsEntry("noShare", "the program failed");
  }

  @Test
  void noiseIsTold() {
    run(JDK, 1, End.BY_ITSELF, 0, 10, 100, new Disturbance(0.4, 0.2), 0);
    run(SMOLSCALE, 1, End.BY_ITSELF, 0, 10, 100, new Disturbance(0.2, 0.2), 0);
    assertThat(text())
        .contains("Other processes took 30 % of the machine")
        .contains("The hypervisor took 20 %");
  }

  @Test
  void whatTheSystemDoesNotTellIsNotAvailable() {
    run(JDK, 1, End.BY_ITSELF, 0, 0, 100);
    run(SMOLSCALE, 1, End.BY_ITSELF, 0, 0, 100);
    assertThat(text())
        .containsPattern("JDK +n/a +100")
        .containsPattern("ratio +n/a +1.00")
        .contains("an amount of CPU time that this system does not tell");
  }

  @Test
  void jsonHoldsTheSameAndEveryRun() throws IOException {
    run(JDK, 1, End.STOPPED, 143, 10, 100);
    run(SMOLSCALE, 1, End.STOPPED, 143, 5, 50);
    Map<String, Object> json = JSON.std.mapFrom(JsonReport.of(results()));
    assertThat(json)
        .containsEntry("command", JDK.words())
        .containsEntry("stoppedAfterSeconds", 30)
        .containsEntry("allWell", true);
    assertThat(json.toString())
        .contains("cpuSeconds={value=0.5, min=0.5, max=0.5, verdict=less}")
        .contains("scheduler=smolscale, round=1, end=stopped, exitCode=143, cpuSeconds=5.0");
  }
}
