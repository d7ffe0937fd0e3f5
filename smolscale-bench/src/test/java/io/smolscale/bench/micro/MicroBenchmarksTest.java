package io.smolscale.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class MicroBenchmarksTest {
  @BeforeAll
  static void inThisJvm() {
    System.setProperty("jmh.executor", "VIRTUAL"); // what forks are told by their benchmark
    System.setProperty("jmh.ignoreLock", "true"); // we measure nothing, so others may run theirs
  }

  @Test
  void eachRunsOnce() throws Exception {
    final Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(MicroBenchmarksTest.class.getPackageName())
                    .mode(Mode.SingleShotTime)
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    assertThat(results)
        .extracting(result -> result.getPrimaryResult().getLabel())
        .containsExactlyInAnyOrder(
            "yieldAlone",
            "startAndJoin",
            "roundTrip",
            "roundTripWithTimer",
            "executeFromWorker",
            "executeFromOutside",
            "ring",
            "concurrentLinkedQueue");
  }
}
