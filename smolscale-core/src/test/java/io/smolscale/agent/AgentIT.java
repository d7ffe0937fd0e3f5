package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.EveryWay;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is special to `-javaagent`; what it has in common with the option file is in [WaysInIT].
class AgentIT {
  private static final int WAYS = 7;

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
            .assertComplained(
                "smolscale: the command line names smolscale before", "\"parallelism=2\"");
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

  static void assertOnSmolscale(Result result) {
    assertThat(result.out()).hasSize(WAYS).allMatch(line -> line.contains("@smolscale-"));
  }

  static void assertOnTheJdks(Result result) {
    assertThat(result.out()).hasSize(WAYS).allMatch(line -> line.contains("@ForkJoinPool-"));
  }
}
