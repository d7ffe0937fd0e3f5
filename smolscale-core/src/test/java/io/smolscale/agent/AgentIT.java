package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.AtTheEnd;
import io.smolscale.apps.EveryWay;
import io.smolscale.apps.FirstVirtualThread;
import io.smolscale.apps.HttpRoundTrip;
import io.smolscale.apps.Stuck;
import io.smolscale.apps.SystemProperties;
import io.smolscale.apps.UsesLibrary;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The one option on the command line.
class AgentIT {
  private static final int WAYS = 7;

  @Test
  void everyVirtualThreadRunsOnSmolscale() throws Exception {
    assertOnSmolscale(Program.of(EveryWay.class).withAgent().run().assertQuiet());
  }

  @Test
  void withoutItNoneDoes() throws Exception {
    assertOnTheJdks(Program.of(EveryWay.class).run().assertQuiet());
  }

  @Test
  void theOptionMayComeFromTheEnvironment() throws Exception {
    Result result =
        Program.of(EveryWay.class)
            .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + Program.jar())
            .run();
    assertOnSmolscale(result.assertComplained("Picked up JAVA_TOOL_OPTIONS"));
  }

  /// A tool that has no virtual threads does not pay for their scheduler.
  @Test
  void theSchedulerComesWithTheFirstVirtualThread() throws Exception {
    Result result = Program.of(FirstVirtualThread.class).withAgent().run().assertQuiet();
    assertThat(result.out()).containsExactly("before: none", "after: some");
  }

  /// It must come before the JDK's pollers, which virtual threads of any scheduler bring.
  @Test
  void orWithTheFirstSchedulerOfTheProgramsOwn() throws Exception {
    Result result =
        Program.withLibrary(FirstVirtualThread.class, "own").withAgent().run().assertQuiet();
    assertThat(result.out()).containsExactly("before: none", "polls: true", "after: some");
  }

  @Test
  void theParallelismOfTheJdksSchedulerCounts() throws Exception {
    Result result =
        Program.of(EveryWay.class)
            .withAgent()
            .option("-Djdk.virtualThreadScheduler.parallelism=1")
            .option("-Djdk.virtualThreadScheduler.maxPoolSize=1")
            .run()
            .assertQuiet();
    assertOnSmolscale(result);
    assertThat(result.out()).allMatch(line -> line.contains("@smolscale-worker-0"));
  }

  @Test
  void aNameThatIsNoSettingIsToldAndTheProgramGoesOn() throws Exception {
    Result result =
        Program.of(EveryWay.class)
            .withAgent()
            .option("-Dsmolscale.paralelism=4")
            .run()
            .assertComplained("smolscale: -Dsmolscale.paralelism", "-Dsmolscale.parallelism");
    assertOnSmolscale(result);
    result =
        Program.of(EveryWay.class)
            .withAgent()
            .environment("SMOLSCALE_ENABLED", "false")
            .environment("SMOLSCALE_PORT_80_TCP", "tcp://10.0.0.1:80")
            .run()
            .assertComplained("smolscale: SMOLSCALE_ENABLED", "SMOLSCALE_SCHEDULER", "jdk");
    assertOnSmolscale(result);
  }

  @Test
  void namingItTwiceDoesNoHarm() throws Exception {
    assertOnSmolscale(Program.of(EveryWay.class).withAgent().withAgent().run().assertQuiet());
  }

  @Test
  void namedAgainItChangesNothing() throws Exception {
    String first = "-javaagent:" + Program.jar() + "=parallelism=1,maxThreads=1";
    for (String second : List.of(first, "-javaagent:" + Program.jar())) {
      Result result =
          Program.of(EveryWay.class)
              .environment("JAVA_TOOL_OPTIONS", first)
              .option(second)
              .run()
              .assertComplained("Picked up JAVA_TOOL_OPTIONS");
      assertOnSmolscale(result);
      assertThat(result.out()).allMatch(line -> line.contains("@smolscale-worker-0"));
    }
  }

  @Test
  void namedAgainWithOtherOptionsItSaysThatTheyDoNotCount() throws Exception {
    String agent = "-javaagent:" + Program.jar();
    Result result =
        Program.of(EveryWay.class)
            .option(agent + "=parallelism=1,maxThreads=1")
            .option(agent + "=parallelism=2")
            .run()
            .assertComplained("smolscale: the agent was named before", "\"parallelism=2\"");
    assertOnSmolscale(result);
    assertThat(result.out()).allMatch(line -> line.contains("@smolscale-worker-0"));
  }

  @Test
  void settingsMayStandBehindTheAgent() throws Exception {
    for (String options :
        List.of("=parallelism=1,maxThreads=1", "= maxThreads = 1 ,, parallelism=1 ")) {
      Result result =
          Program.of(EveryWay.class)
              .option("-javaagent:" + Program.jar() + options)
              .environment("SMOLSCALE_PARALLELISM", "2")
              .run();
      assertOnSmolscale(result.assertQuiet());
      assertThat(result.out()).allMatch(line -> line.contains("@smolscale-worker-0"));
    }
  }

  @Test
  void orNothing() throws Exception {
    for (String nothing : List.of("=", "= ")) {
      Result result =
          Program.of(EveryWay.class).option("-javaagent:" + Program.jar() + nothing).run();
      assertOnSmolscale(result.assertQuiet());
    }
  }

  @Test
  void aPropertyWinsOverWhatStandsBehindTheAgent() throws Exception {
    Result result =
        Program.of(EveryWay.class)
            .option("-javaagent:" + Program.jar() + "=scheduler=jdk")
            .option("-Dsmolscale.scheduler=smolscale")
            .run();
    assertOnSmolscale(result.assertQuiet());
  }

  @Test
  void theParallelismCanBeSet() throws Exception {
    Result result =
        Program.of(EveryWay.class)
            .withAgent()
            .option("-Dsmolscale.parallelism=1")
            .option("-Dsmolscale.maxThreads=1")
            .run();
    assertOnSmolscale(result.assertQuiet());
    assertThat(result.out()).allMatch(line -> line.contains("@smolscale-worker-0"));
  }

  @Test
  void theJdksSchedulerCanBeChosen() throws Exception {
    Result result =
        Program.of(EveryWay.class).withAgent().environment("SMOLSCALE_SCHEDULER", "jdk").run();
    assertOnTheJdks(result.assertQuiet());
  }

  @Test
  void theEnvironmentMayAskForProof(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("proof");
    Program program = Program.of(EveryWay.class).withAgent();
    program.environment("SMOLSCALE_PROOF", file.toString()).run().assertQuiet();
    program.environment("SMOLSCALE_SCHEDULER", "jdk").run().assertQuiet();
    assertThat(Files.readAllLines(file))
        .satisfiesExactly(
            first -> assertThat(first).matches("\\d+ on"),
            second -> assertThat(second).matches("\\d+ off: switched off by .*"));
  }

  @Test
  void theSystemPropertiesAreAsTheyWere() throws Exception {
    Result result = Program.of(SystemProperties.class).withAgent().run().assertQuiet();
    assertThat(result.out()).containsExactly("stored");
  }

  @Test
  void theLibrarySharesItsScheduler() throws Exception {
    for (Program program :
        List.of(Program.of(UsesLibrary.class), Program.withLibrary(UsesLibrary.class))) {
      Result result = program.withAgent().run().assertQuiet();
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
  void whoIsStuckIsKnownByItsStack() throws Exception {
    Result result = Program.of(Stuck.class).withAgent().run().assertQuiet();
    assertThat(result.out()).contains("thread: hog", "at: burn").doesNotContain("at: runTasks");
  }

  @Test
  void theProgramEndsWithItsMain() throws Exception {
    Result result = Program.of(AtTheEnd.class).withAgent().run().assertQuiet();
    assertThat(result.out()).hasSize(2).first().isEqualTo("main ends");
    assertThat(result.out().getLast()).startsWith("hook: ").contains("@smolscale-");
  }

  @Test
  void httpGoesRound() throws Exception {
    Result result = Program.of(HttpRoundTrip.class).withAgent().run().assertQuiet();
    assertThat(result.out()).containsExactly("right: 200 of 200");
  }

  static void assertOnSmolscale(Result result) {
    assertThat(result.out()).hasSize(WAYS).allMatch(line -> line.contains("@smolscale-"));
  }

  static void assertOnTheJdks(Result result) {
    assertThat(result.out()).hasSize(WAYS).allMatch(line -> line.contains("@ForkJoinPool-"));
  }
}
