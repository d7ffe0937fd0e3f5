package io.smolscale.cli.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Sums of made-up samples, and what is said of them.
class SamplesTest {
  private static final long MILLI = 1_000_000;
  private static final double CLOSE = 1e-9;

  private static Samples of(Sampling sampling, int program, int switching) {
    Samples samples = new Samples(sampling);
    IntStream.range(0, program)
        .forEach(_ -> samples.add(ThreadSort.VIRTUAL, Activity.PROGRAM, MILLI));
    IntStream.range(0, switching)
        .forEach(_ -> samples.add(ThreadSort.CARRIER, Activity.SWITCHING, MILLI));
    return samples;
  }

  @Test
  void whatTheSystemCountsBeyondTheSamplesIsTheJvms() {
    Share share = of(Sampling.CPU_TIME, 300, 100).share(500 * MILLI);
    assertThat(share.part(Activity.JVM)).isCloseTo(0.2, within(CLOSE));
    assertThat(share.schedulers()).isCloseTo(0.2, within(CLOSE));
  }

  @Test
  void aCoarseAccountOfTheSystemTakesNothingAway() {
    Share share = of(Sampling.CPU_TIME, 300, 100).share(10 * MILLI);
    assertThat(share.of(Activity.JVM)).isZero();
    assertThat(share.schedulers()).isCloseTo(0.25, within(CLOSE));
  }

  @Test
  void aLongerPeriodWeighsMore() {
    Samples samples = of(Sampling.CPU_TIME, 1, 0);
    samples.add(ThreadSort.CARRIER, Activity.QUEUES, 3 * MILLI);
    assertThat(samples.share(0).schedulers()).isCloseTo(0.75, within(CLOSE));
  }

  @Test
  void missingSamplesAreLikeTheOthersOfThreadsOfTheirSort() {
    Samples samples = of(Sampling.CPU_TIME, 100, 100);
    samples.lost(ThreadSort.CARRIER, 60);
    IntStream.range(0, 40).forEach(_ -> samples.failed(ThreadSort.CARRIER));
    Share share = samples.share(0);
    assertThat(share.schedulers()).isCloseTo(200.0 / 300, within(CLOSE));
    assertThat(ShareText.of("head", share, false))
        .contains("60 samples were lost and 40 had no stack");
  }

  @Test
  void missingSamplesOfThreadsWithoutAnyOtherAreCountedAndWeighNothing() {
    Samples samples = of(Sampling.CPU_TIME, 100, 0);
    samples.lost(ThreadSort.HELPER, 7);
    Share share = samples.share(0);
    assertThat(share.part(Activity.PROGRAM)).isCloseTo(1, within(CLOSE));
    assertThat(share.lost()).isEqualTo(7);
  }

  @Test
  void moreMissingSamplesThanOthersAreAReasonForDoubt() {
    Samples samples = of(Sampling.CPU_TIME, 100, 100);
    samples.lost(ThreadSort.VIRTUAL, 201);
    assertThat(ShareText.notes(samples.share(0))).singleElement().asString().contains("rely");
  }

  @Test
  void theBoundIsAboveThePartByWhatChanceMayMove() {
    Share share = of(Sampling.CPU_TIME, 50, 50).share(0);
    assertThat(share.bound()).isCloseTo(0.6, within(CLOSE));
    assertThat(ShareText.verdict(share))
        .contains("50 % of this program's CPU time", "100 samples", "no scheduler", "60 %");
    assertThat(of(Sampling.CPU_TIME, 0, 1).share(0).bound()).isEqualTo(1);
  }

  @Test
  void whatPlatformThreadsPassOnIsSaidAndIsNotInTheBound() {
    Samples samples = of(Sampling.CPU_TIME, 199, 0);
    samples.add(ThreadSort.PLATFORM, Activity.POOLS, 2 * MILLI);
    samples.add(ThreadSort.PLATFORM, Activity.LOOPS, 3 * MILLI);
    Share share = samples.share(0);
    assertThat(share.bound()).isZero();
    assertThat(ShareText.notes(share))
        .singleElement()
        .asString()
        .contains("Another 2 % goes into thread pools and event loops");
    assertThat(ShareJson.of(share))
        .hasEntrySatisfying(
            "poolsAndLoops",
            part -> assertThat(((Number) part).doubleValue()).isCloseTo(0.025, within(CLOSE)));
  }

  @Test
  void fewSamplesAreAReasonForDoubt() {
    assertThat(ShareText.notes(of(Sampling.CPU_TIME, 99, 0).share(0)))
        .singleElement()
        .asString()
        .contains("few samples");
    assertThat(ShareText.notes(of(Sampling.CPU_TIME, 100, 0).share(0))).isEmpty();
  }

  @Test
  void moreOfTheJvmThanOfTheProgramIsAReasonForDoubt() {
    Samples samples = of(Sampling.CPU_TIME, 300, 100);
    assertThat(ShareText.notes(samples.share(1_000 * MILLI)))
        .singleElement()
        .asString()
        .contains("60 % of the CPU time was no Java thread's");
    assertThat(ShareText.notes(samples.share(700 * MILLI))).isEmpty();
  }

  @Test
  void withoutAnySampleThereIsNoPart() {
    Share share = new Samples(Sampling.CPU_TIME).share(0);
    assertThat(share.schedulers()).isZero();
    assertThat(ShareText.notes(share)).hasSize(1);
  }

  @Test
  void aRunThatUsedLessHasLessOfTheJvm() {
    Share share = of(Sampling.CPU_TIME, 300, 100).share(800 * MILLI);
    assertThat(share.in(500.0 * MILLI).schedulers()).isCloseTo(0.2, within(CLOSE));
    assertThat(share.in(100.0 * MILLI).schedulers()).isCloseTo(0.25, within(CLOSE));
    assertThat(share.in(900.0 * MILLI).schedulers()).isCloseTo(0.125, within(CLOSE));
  }

  @Test
  void samplesOfJavaCodeAreNoBound() {
    Share share = of(Sampling.JAVA_CODE, 60, 60).share(500 * MILLI);
    assertThat(share.schedulers()).isCloseTo(0.5, within(CLOSE));
    assertThat(ShareText.of("head", share, true))
        .contains("50 % of the time in Java code", "no bound")
        .doesNotContain("no scheduler can", "JIT, GC, and this");
    assertThat(ShareJson.of(share)).doesNotContainKey("mostThatCanBeSaved");
  }

  @Test
  void cpuTimeIsSampledWhereTheJvmDoes() {
    assertThat(Sampling.of(true, 25)).isEqualTo(Sampling.CPU_TIME);
    assertThat(Sampling.of(true, 24)).isEqualTo(Sampling.JAVA_CODE);
    assertThat(Sampling.of(false, 25)).isEqualTo(Sampling.JAVA_CODE);
  }

  @Test
  void jsonHasEveryPart() {
    assertThat(ShareJson.of(of(Sampling.CPU_TIME, 75, 25).share(0)))
        .containsEntry("scheduling", 0.25)
        .containsEntry("samples", 100L)
        .extractingByKey("parts")
        .asString()
        .contains("program=0.75", "switching=0.25", "jvm=0.0");
  }
}
