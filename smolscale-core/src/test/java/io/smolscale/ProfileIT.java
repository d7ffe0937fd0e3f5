package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.CountsThreads;
import io.smolscale.apps.EveryWay;
import io.smolscale.apps.SwitchesProfile;
import io.smolscale.apps.UsesLibrary;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import io.smolscale.testkit.WayIn;
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

  private static final String OF_APP = "io\\.smolscale\\.apps\\.SwitchesProfile";

  /// The threads of a line's site, and what they did.
  private static boolean any(Program.Result result, String pattern) {
    return result.out().stream().anyMatch(line -> line.matches(pattern));
  }

  @Test
  void itIsSwitchedOnAndOffWhileTheProgramRunsOnTheOptionFile() throws Exception {
    Program.Result result =
        Program.of(SwitchesProfile.class, "jvm").by(WayIn.OPTION_FILE).run().assertQuiet();
    assertSwitched(result);
  }

  @Test
  void itIsSwitchedOnAndOffWhileTheProgramRunsWithTheLibrary() throws Exception {
    Program.Result result = Program.withLibrary(SwitchesProfile.class).opened().run().assertQuiet();
    assertSwitched(result);
    assertThat(any(result, "named and plain: false named 1 1")).as("%s", result).isTrue();
    assertThat(any(result, "named and plain: false " + OF_APP + ":\\d+ 1 1"))
        .as("%s", result)
        .isTrue();
    assertThat(result.out()).noneMatch(line -> line.contains(" late "));
  }

  private static void assertSwitched(Program.Result result) {
    assertThat(result.out()).as("%s", result).contains("at first: false no rows");
    assertThat(any(result, "on: true " + OF_APP + ":\\d+ 20 [2-9]\\d")).as("%s", result).isTrue();
    assertThat(any(result, "on: true \\(started before the profile\\) 1 \\d+"))
        .as("%s", result)
        .isTrue();
    assertThat(
            any(
                result,
                "on: true " + OF_APP + "\\$Lib.start \\(lambda\\):\\d+ < " + OF_APP + ":\\d+ 1 1"))
        .as("%s", result)
        .isTrue();
    assertThat(any(result, "stopped: false " + OF_APP + ":\\d+ 20 [2-9]\\d"))
        .as("%s", result)
        .isTrue();
  }
}
