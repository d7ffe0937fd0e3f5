package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.CountsThreads;
import io.smolscale.apps.EveryWay;
import io.smolscale.apps.UsesLibrary;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import org.junit.jupiter.api.Test;

/// The profile of a program, in JVMs with settings of their own.
class ProfileIT {
  private static final String PACKAGE = "io.smolscale.internal.profile.";

  /// Code that is not even loaded costs nothing.
  @Test
  void offMeansFree() throws Exception {
    for (Program program :
        new Program[] {
          Program.withLibrary(UsesLibrary.class).opened(),
          Program.withLibrary(UsesLibrary.class).withAgent()
        }) {
      Result result = program.option("-Xlog:class+load:stdout").run().assertQuiet();
      assertThat(result.out())
          .anyMatch(line -> line.contains("io.smolscale.BalancedScheduler "))
          .noneMatch(line -> line.contains(PACKAGE));
    }
  }

  @Test
  void itIsPrintedAtTheExit() throws Exception {
    Result result =
        Program.withLibrary(UsesLibrary.class)
            .opened()
            .option("-Dsmolscale.profile=exit")
            .run()
            .assertEndedWell();
    assertThat(result.out()).contains("nested: 20", "nested in plain: 20");
    assertThat(result.err())
        .anyMatch(line -> line.startsWith("spawned at "))
        .anyMatch(line -> line.matches("io\\.smolscale\\.apps\\.UsesLibrary:\\d+ .*"));
  }

  @Test
  void onAloneIsPrintedOnDemandOnly() throws Exception {
    Program.withLibrary(UsesLibrary.class)
        .opened()
        .environment("SMOLSCALE_PROFILE", "on")
        .run()
        .assertQuiet();
  }

  @Test
  void itIsPrintedFromTimeToTime() throws Exception {
    Result result =
        Program.withLibrary(UsesLibrary.class, "2500")
            .opened()
            .option("-Dsmolscale.profile=1")
            .run()
            .assertEndedWell();
    assertThat(result.err())
        .as("once at least before the exit")
        .filteredOn(line -> line.startsWith("spawned at "))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void underTheAgentEveryThreadCountsWhereItIsStarted() throws Exception {
    Result result =
        Program.of(EveryWay.class)
            .withAgent()
            .option("-Dsmolscale.profile=exit")
            .run()
            .assertEndedWell();
    assertThat(result.err())
        .as("%s", result)
        .filteredOn(line -> line.matches("io\\.smolscale\\.apps\\.EveryWay:\\d+ .*"))
        .hasSizeGreaterThanOrEqualTo(3);
  }

  /// With a collector that never collects.
  @Test
  void underTheAgentAThreadThatHasEndedIsNotAlive() throws Exception {
    Result result =
        Program.of(CountsThreads.class)
            .withAgent()
            .option("-Dsmolscale.profile=on")
            .option("-XX:+UnlockExperimentalVMOptions")
            .option("-XX:+UseEpsilonGC")
            .option("-Xmx1g")
            .run()
            .assertQuiet();
    assertThat(result.out()).containsExactly("alive: 9");
  }

  @Test
  void onTheJdksSchedulerToo() throws Exception {
    Result result =
        Program.withLibrary(UsesLibrary.class)
            .option("-Dsmolscale.scheduler=jdk")
            .option("-Dsmolscale.profile=exit")
            .run()
            .assertEndedWell();
    assertThat(result.err())
        .anyMatch(line -> line.matches("io\\.smolscale\\.apps\\.UsesLibrary:\\d+ .*"));
  }

  @Test
  void nonsenseIsRefusedUnderTheAgentInOneLine() throws Exception {
    Program.of(EveryWay.class)
        .withAgent()
        .option("-Dsmolscale.profile=sometimes")
        .run()
        .assertComplained("-Dsmolscale.profile=sometimes", "the program runs on the JDK's own");
  }
}
