package io.smolscale.bench.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.bench.result.Plan;
import io.smolscale.bench.result.Report;
import io.smolscale.bench.result.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Visits to services that do as they should, and to such as do not.
class VisitTest {
  private static final Setup SETUP =
      new Setup(List.of(), List.of(), Path.of("none.args"), new Plan(200, 2, 500), 1);
  private static final int PER_SECOND = 100;
  private static final Subject SUBJECT = new Subject("answers", new Level.Fixed(PER_SECOND));

  @Test
  void aServiceThatAnswersIsMeasuredByItsOwnAccounts() throws Exception {
    try (Visit visit = begin("answers", Side.PLATFORM_200)) {
      assertThat(visit.warmUp()).isPositive();
      checkReport(visit.figures(SUBJECT, PER_SECOND, 2).report());
    }
  }

  private static void checkReport(Report report) {
    assertThat(report.workload()).startsWith("answers-");
    assertThat(report.collector()).isEqualTo("SerialGC");
    assertThat(report.carrier()).doesNotContain("smolscale");
    assertThat(report.residentBytes()).isGreaterThan(1 << 20);
    assertThat(report.cpuNanosPerOperation()).isPositive();
    assertThat(report.switchesPerOperation()).isPositive();
    assertThat(report.latency()).isNotNull();
    assertThat(report.samples())
        .hasSize(2)
        .allSatisfy(sample -> {
          assertThat(sample.operations()).isEqualTo(PER_SECOND / 2.0);
          assertThat(sample.allocatedBytes()).isNull();
        });
  }

  @Test
  void moreThanAHundredthSentLateIsTheLoadsDoingIfItHadACoreAllTheTime() {
    Report none = new Report("any", "", "", 0, null, List.of(), null, null);
    assertThat(new Visit.Figures(none, 1_000, 10, 1, 0).byTheLoad()).isFalse();
    assertThat(new Visit.Figures(none, 1_000, 11, 1, 0).byTheLoad()).isTrue();
    assertThat(new Visit.Figures(none, 1_000, 11, 1, 0).crowded()).isFalse();
    assertThat(new Visit.Figures(none, 1_000, 11, 0.5, 0).byTheLoad()).isFalse();
    assertThat(new Visit.Figures(none, 1_000, 11, 0.5, 0).crowded()).isTrue();
  }

  @Test
  void aVisitThatIsKilledWaitsForNoAnswerOfItsLoad() throws Exception {
    try (Visit visit = Visit.begin(FakeService.withSilentLoad(), Side.JDK, SETUP, 0);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      Future<String> dump = clock.schedule(visit::kill, 500, TimeUnit.MILLISECONDS);
      assertThatThrownBy(() -> visit.measure(SUBJECT, PER_SECOND))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("ended with exit code");
      assertThat(dump).succeedsWithin(Duration.ofMinutes(1));
    }
  }

  @Test
  void theSearchForTheHighestRateTellsEachAttempt() throws Exception {
    List<String> attempts = new ArrayList<>();
    try (Visit visit = begin("answers", Side.JDK)) {
      Ramp.Found<Report> found = visit.highest(50, attempts::add);
      assertThat(attempts).isNotEmpty().allSatisfy(line -> assertThat(line).contains("/s: "));
      found
          .figures()
          .ifPresent(report -> assertThat(report.samples()).as("of a second").hasSize(1));
    }
  }

  @Test
  void aServiceThatDiesUnderLoadIsAFailureWithItsOutput() throws Exception {
    try (Visit visit = begin("dies", Side.JDK)) {
      assertThatThrownBy(() -> visit.measure(SUBJECT, PER_SECOND))
          .isInstanceOfSatisfying(
              ServiceException.class, e -> assertThat(e.result()).isInstanceOf(Result.Failed.class))
          .hasMessageContaining("ended with exit code 7")
          .hasMessageContaining("out of something")
          .hasMessageContaining("this is dies");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "refuses,the server answered HTTP/1.1 503",
    "confuses,does not have the number of the request",
    "elsewhere,cannot connect to port",
  })
  void aServiceThatAnswersWronglyHasNoFigureButTheReason(String behaviour, String why)
      throws Exception {
    try (Visit visit = begin(behaviour, Side.JDK)) {
      assertThat(visit.measure(SUBJECT, PER_SECOND))
          .isInstanceOfSatisfying(
              Result.Unreached.class,
              result -> assertThat(result.why()).contains(why).doesNotContain("this is"));
    }
  }

  @Test
  void aServiceThatOnlyAnswersWronglyCannotBeWarmedUp() throws Exception {
    Setup patient = new Setup(List.of(), List.of(), SETUP.options(), new Plan(100_000, 1, 500), 1);
    try (Visit visit = Visit.begin(FakeService.named("refuses"), Side.JDK, patient, 1)) {
      assertThatThrownBy(visit::warmUp)
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("the server answered HTTP/1.1 503")
          .hasMessageContaining("this is refuses");
    }
  }

  @Test
  void aServiceThatNeverAnswersIsAFindingAndLeavesADump() throws Exception {
    try (Visit visit = begin("hangs", Side.JDK)) {
      assertThatThrownBy(() -> visit.measure(SUBJECT, PER_SECOND))
          .isInstanceOfSatisfying(
              ServiceException.class, e -> assertThat(e.result()).isInstanceOf(Result.Stuck.class))
          .hasMessageContaining("was answered within")
          .hasMessageContaining("thread");
    }
  }

  @Test
  void aServiceThatDoesNotStartIsAFailureWithItsOutput() {
    assertThatThrownBy(() -> begin("dies-at-once", Side.JDK))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("did not start: it ended with exit code 3")
        .hasMessageContaining("no database");
  }

  @Test
  void aServiceThatIsNeverReadyIsKilled() {
    assertThatThrownBy(() ->
            ServiceProcess.start(
                List.of(), FakeService.named("never-ready").program(), Duration.ofSeconds(2)))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("did not say READY within 2 s")
        .hasMessageContaining("this is never-ready");
  }

  @Test
  void aServiceIsStartedByWhatConfinesIt() throws Exception {
    Setup nice = new Setup(List.of("nice", "-n", "1"), List.of(), SETUP.options(), SETUP.plan(), 1);
    try (Visit visit = Visit.begin(FakeService.named("answers"), Side.JDK, nice, 1)) {
      Path stat = Path.of("/proc", String.valueOf(visit.pid()), "stat");
      String afterName = Files.readString(stat).replaceFirst("^.*\\) ", "");
      assertThat(afterName.split(" ", -1)[16]).as("nice, of %s", afterName).isEqualTo("1");
    }
  }

  @Test
  void aSideThatIsNotOnSmolscaleAlthoughItShouldBeIsRefused() throws Exception {
    Path empty = Files.createTempFile("empty", ".args");
    Setup setup = new Setup(List.of(), List.of(), empty, SETUP.plan(), 1);
    try {
      assertThatThrownBy(() -> Visit.begin(FakeService.named("answers"), Side.SMOLSCALE, setup, 1))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("did not run as it should on the side smolscale");
    } finally {
      Files.delete(empty);
    }
  }

  private static Visit begin(String behaviour, Side side) throws Exception {
    return Visit.begin(FakeService.named(behaviour), side, SETUP, 1);
  }
}
