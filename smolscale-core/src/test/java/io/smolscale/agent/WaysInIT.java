package io.smolscale.agent;

import static io.smolscale.agent.AgentIT.assertOnSmolscale;
import static io.smolscale.agent.AgentIT.assertOnTheJdks;
import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.AtTheEnd;
import io.smolscale.apps.Crowds;
import io.smolscale.apps.EveryWay;
import io.smolscale.apps.FirstVirtualThread;
import io.smolscale.apps.HttpRoundTrip;
import io.smolscale.apps.Stuck;
import io.smolscale.apps.SystemProperties;
import io.smolscale.apps.UsesLibrary;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import io.smolscale.testkit.WayIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The one option on the command line, whichever of the two it is.
@ParameterizedClass
@EnumSource
class WaysInIT {
  @Parameter private WayIn way = WayIn.OPTION_FILE;

  @Test
  void everyVirtualThreadRunsOnSmolscale() throws Exception {
    assertOnSmolscale(Program.of(EveryWay.class).by(way).run().assertQuiet());
  }

  /// A tool that has no virtual threads does not pay for their scheduler.
  @Test
  void theSchedulerComesWithTheFirstVirtualThread() throws Exception {
    Result result = Program.of(FirstVirtualThread.class).by(way).run().assertQuiet();
    assertThat(result.out()).containsExactly("before: none", "after: some");
  }

  /// It must come before the JDK's pollers, which virtual threads of any scheduler bring.
  @Test
  void orWithTheFirstSchedulerOfTheProgramsOwn() throws Exception {
    Result result =
        Program.withLibrary(FirstVirtualThread.class, "own").by(way).run().assertQuiet();
    assertThat(result.out()).containsExactly("before: none", "polls: true", "after: some");
  }

  @Test
  void theParallelismCanBeSet() throws Exception {
    Result result =
        Program.of(EveryWay.class)
            .by(way)
            .option("-Dsmolscale.parallelism=1")
            .option("-Dsmolscale.maxThreads=1")
            .run();
    assertOnSmolscale(result.assertQuiet());
    assertThat(result.out()).allMatch(line -> line.contains("@smolscale-worker-0"));
  }

  @Test
  void theJdksSchedulerCanBeChosen() throws Exception {
    Result result =
        Program.of(EveryWay.class).by(way).environment("SMOLSCALE_SCHEDULER", "jdk").run();
    assertOnTheJdks(result.assertQuiet());
  }

  @Test
  void theEnvironmentMayAskForProof(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("proof");
    Program program = Program.of(EveryWay.class).by(way);
    program.environment("SMOLSCALE_PROOF", file.toString()).run().assertQuiet();
    program.environment("SMOLSCALE_SCHEDULER", "jdk").run().assertQuiet();
    assertThat(Files.readAllLines(file))
        .satisfiesExactly(
            first -> assertThat(first).matches("\\d+ on"),
            second -> assertThat(second).matches("\\d+ off: switched off by .*"));
  }

  @Test
  void theSystemPropertiesAreAsTheyWere() throws Exception {
    Result result = Program.of(SystemProperties.class).by(way).run().assertQuiet();
    assertThat(result.out()).containsExactly("stored");
  }

  @Test
  void theLibrarySharesItsScheduler() throws Exception {
    for (Program program :
        List.of(Program.of(UsesLibrary.class), Program.withLibrary(UsesLibrary.class))) {
      Result result = program.by(way).run().assertQuiet();
      assertThat(result.out()).hasSize(8);
      assertThat(result.out())
          .filteredOn(line -> line.matches("(blockOn|spawn|jdk): .*"))
          .hasSize(3)
          .allMatch(line -> line.contains("@smolscale-"));
      assertThat(result.out())
          .contains("nested: 20", "nested in plain: 20", "balancers: 1")
          .anyMatch(line -> line.startsWith("own: ") && line.contains("@own-"))
          .anyMatch(line -> line.startsWith("plain: ") && line.contains("[#"));
    }
  }

  @Test
  void aStuckWorkerIsKnownByItsStack() throws Exception {
    Result result = Program.of(Stuck.class).by(way).run().assertQuiet();
    assertThat(result.out()).contains("thread: hog", "at: burn").doesNotContain("at: runTasks");
  }

  @Test
  void theProgramEndsWithItsMain() throws Exception {
    Result result = Program.of(AtTheEnd.class).by(way).run().assertQuiet();
    assertThat(result.out()).hasSize(2).first().isEqualTo("main ends");
    assertThat(result.out().getLast()).startsWith("hook: ").contains("@smolscale-");
  }

  @Test
  void httpGoesRound() throws Exception {
    Result result = Program.of(HttpRoundTrip.class).by(way).run().assertQuiet();
    assertThat(result.out()).containsExactly("right: 200 of 200");
  }

  /// Threads that wait for a monitor, or in one, hold no carrier.
  @Test
  void crowdsAtAMonitorTakeAHandfulOfCarriers() throws Exception {
    Result result =
        Program.of(Crowds.class).by(way).option("-Dsmolscale.parallelism=2").run().assertQuiet();
    assertThat(result.out())
        .contains("entered: 400", "notified: 400")
        .filteredOn(line -> line.startsWith("carriers: "))
        .hasSize(2)
        .allMatch(line -> line.matches("carriers: \\d")); // one digit
  }
}
