package io.smolscale.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadsTest {
  // On the JDK's scheduler, or a ForkJoinPool, these do not end, and take five seconds to find out.
  private static final String MAY_BE_STUCK = ".*(beside-|switch-busy).*";

  // A million of anything is for real measurements; a smaller number goes the same way.
  private static final String TOO_MUCH = "million|connections-5000";

  static Stream<Workload> workloads() {
    return Stream.concat(
        Workloads.all().stream()
            .filter(workload -> !workload.name().matches(MAY_BE_STUCK))
            .filter(workload -> !workload.name().matches(".*(" + TOO_MUCH + ")")),
        Stream.of(
            new ManySleepers("sleepers-10000", 10_000),
            named("http-connections-200"),
            named("part-load-hops-3"),
            named("pairs-1000"),
            named("skynet-1"),
            named("skynet-1234"),
            named("timer-pairs-3"),
            named("ring-abq-cores-1")));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void twoRoundsAreTwiceTheWork(Workload workload) throws Exception {
    try (workload) {
      assertThat(operations(workload.run(2))).isEqualTo(2 * operations(workload.run(1)));
    }
  }

  @Test
  void namesAreUniqueAndLeadBack() {
    for (final List<Workload> some : List.of(Workloads.all(), Workloads.scaling())) {
      assertThat(some.stream().map(Workload::name)).doesNotHaveDuplicates();
      assertThat(some)
          .allSatisfy(one -> {
            final Workload found = named(one.name());
            assertThat(found.name()).isEqualTo(one.name());
            assertThat(found.description()).isEqualTo(one.description());
            assertThat(found.jvmArgs()).isEqualTo(one.jvmArgs());
          });
    }
  }

  @Test
  void anyOfThemRunsOnSoManyCores() {
    final Workload ring = named("ring-abq-cores-3");
    assertThat(ring.name()).isEqualTo("ring-abq-cores-3");
    assertThat(ring.jvmArgs()).containsExactly("-XX:ActiveProcessorCount=3");
    assertThat(ring.warmUp()).isEqualTo(ring);
    assertThat(named("http-10000-cores-2").family()).isEqualTo(Family.HTTP);
    assertThat(Workloads.named("no-such-thing-cores-2")).isEmpty();
  }

  @Test
  void everySeriesSaysWhatItsNumberCounts() {
    assertThat(Series.axis("part-load-hops")).isEqualTo("hops");
    assertThat(Series.axis("http-10000-cores")).isEqualTo("cores");
    assertThat(Workloads.scaling())
        .extracting(one -> Series.axis(one.name().replaceFirst("-\\d+$", "")))
        .doesNotContain("number")
        .contains("threads", "leaves", "connections", "hops", "cores");
  }

  @Test
  void allTicksAreAnswered() throws InterruptedException {
    final Outcome outcome = new TimerPairs("few", 3, Duration.ofMillis(1)).run(5);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Timed.class,
            timed -> assertThat(timed.latency().getTotalCount()).isEqualTo(15));
  }

  @Test
  void partLoadTakesAnyRate() {
    assertThat(Workloads.named("part-load-1234"))
        .get()
        .isEqualTo(new PartLoad("part-load-1234", 1234, PartLoad.HOPS, 0));
    assertThat(Workloads.named("part-load-0")).isEmpty();
    assertThat(Workloads.named("no-such-thing")).isEmpty();
  }

  @Test
  void soDoCrowds() throws Exception {
    for (final String name : List.of("start-many-321", "tasks-start-many-321")) {
      try (Workload crowd = Workloads.named(name).orElseThrow()) {
        assertThat(crowd.name()).isEqualTo(name);
        assertThat(operations(crowd.run(1))).isEqualTo(321);
      }
    }
  }

  @Test
  void soDoesHttp() throws Exception {
    try (Workload http = Workloads.named("http-1234").orElseThrow()) {
      assertThat(http.name()).isEqualTo("http-1234");
      assertThat(http.description()).contains("1,234 requests a second");
    }
  }

  @Test
  void latencyIsOfEachShortRequest() throws InterruptedException {
    final Outcome outcome = new PartLoad("all-short", 10_000, PartLoad.HOPS, 0).run(100);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Timed.class,
            timed -> {
              assertThat(timed.latency().getTotalCount()).isEqualTo(100);
              assertThat(timed.sender()).as("the CPU time of its sleep").isPositive();
            });
  }

  private static Workload named(String name) {
    return Workloads.named(name).orElseThrow();
  }

  private static double operations(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed(double operations) -> operations;
      case Outcome.Timed(double operations, _, _) -> operations;
      case Outcome.Stuck(String why) -> throw new AssertionError(why);
    };
  }
}
