package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.internal.jdk.Need;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import io.smolscale.testkit.WayIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `java -jar smolscale.jar`, which examines the java that runs it.
class DoctorIT {
  @Test
  void aJdkThatWillDo() throws Exception {
    Result result = doctor().run().assertQuiet();
    assertThat(result.out())
        .anyMatch(line -> line.contains(Program.jar().toString()))
        .anyMatch(line -> line.startsWith("JVM") && line.contains(Runtime.version().toString()))
        .anyMatch(line -> line.contains(System.getProperty("java.home")))
        .anyMatch(line -> line.startsWith("machine"))
        .anyMatch(line -> line.startsWith("container"))
        .anyMatch(line -> line.matches(".*parallelism +\\d+ +\\(default, the processors.*"))
        .anyMatch(line -> line.contains("the parallelism follows the processors"))
        .anyMatch(line -> line.startsWith("Well: ") && line.contains("smolscale-worker-"));
    for (Need need : Need.values()) {
      assertThat(result.out()).anyMatch(line -> line.endsWith("bound    " + need.what()));
    }
  }

  @Test
  void withoutArgumentsItIsTheDoctorToo() throws Exception {
    Result result = Program.of("-jar", Program.jar().toString()).run().assertQuiet();
    assertThat(result.out()).anyMatch(line -> line.startsWith("Well: "));
  }

  @Test
  void asJson() throws Exception {
    Result result =
        Program.of("-jar", Program.jar().toString(), "doctor", "--json").run().assertQuiet();
    assertThat(result.out()).first().isEqualTo("{");
    assertThat(result.out())
        .contains("  \"onSmolscale\": true,", "  \"wayIn\": \"option file\",")
        .contains("  \"parallelismFollowsProcessors\": true,")
        .anyMatch(line -> line.startsWith("  \"warnings\": ["))
        .contains("      \"bound\": true")
        .doesNotContain("      \"bound\": false,");
  }

  @Test
  void eachSettingNamesWhoSetIt() throws Exception {
    Result result =
        doctor()
            .option("-Dsmolscale.parallelism=3")
            .environment("SMOLSCALE_MAX_THREADS", "7")
            .run()
            .assertQuiet();
    assertThat(result.out())
        .anyMatch(line -> line.matches(".*parallelism +3 +\\(-Dsmolscale.parallelism=3\\)"))
        .anyMatch(line -> line.matches(".*maxThreads +7 +\\(SMOLSCALE_MAX_THREADS=7\\)"))
        .anyMatch(line -> line.matches(".*singleThread +false +\\(default\\)"));
  }

  @Test
  void thoseOfTheJdksSchedulerCountAsTheyWouldForAProgram() throws Exception {
    Result result =
        doctor()
            .option("-Djdk.virtualThreadScheduler.parallelism=3")
            .option("-Djdk.virtualThreadScheduler.maxPoolSize=8")
            .run()
            .assertQuiet();
    assertThat(result.out())
        .anyMatch(line ->
            line.matches(".*parallelism +3 +\\(-Djdk.virtualThreadScheduler.parallelism=3\\)"))
        .anyMatch(line ->
            line.matches(".*maxThreads +8 +\\(-Djdk.virtualThreadScheduler.maxPoolSize=8\\)"))
        .noneMatch(line -> line.contains("follows the processors"));
  }

  @Test
  void aBadOneOfTheJdksIsNotWell() throws Exception {
    Result result = doctor().option("-Djdk.virtualThreadScheduler.parallelism=none").run();
    assertNotWell(result, "no virtual thread starts in this JVM: -Djdk.virtualThreadScheduler");
  }

  @Test
  void whatHasNoEffectIsAWarning() throws Exception {
    Result result =
        doctor()
            .option("-Dsmolscale.paralelism=4")
            .option("-Djdk.virtualThreadScheduler.minRunnable=2")
            .environment("SMOLSCALE_ENABLED", "false")
            .run()
            .assertEndedWell();
    assertThat(result.out())
        .anyMatch(line -> line.contains("-Dsmolscale.paralelism") && line.contains("parallelism"))
        .anyMatch(line -> line.contains("SMOLSCALE_ENABLED in the environment"))
        .anyMatch(line -> line.contains("minRunnable has no effect"))
        .anyMatch(line -> line.startsWith("warnings"));
  }

  @Test
  void settingsBehindTheAgentCountAsTheyWouldForAProgram() throws Exception {
    Result result =
        doctor()
            .option("-javaagent:" + Program.jar() + "=parallelism=3,maxThreads=9")
            .option("-Dsmolscale.maxThreads=8")
            .run()
            .assertQuiet();
    assertThat(result.out())
        .anyMatch(line -> line.matches(".*parallelism +3 +\\(-javaagent option parallelism=3\\)"))
        .anyMatch(line -> line.matches(".*maxThreads +8 +\\(-Dsmolscale.maxThreads=8\\)"));
  }

  @Test
  void theProcessorsAreThoseOfTheJvmThatWasAsked() throws Exception {
    Result result = doctor().option("-XX:ActiveProcessorCount=5").run().assertQuiet();
    assertThat(result.out())
        .anyMatch(line -> line.startsWith("machine") && line.contains(" 5 processors"))
        .anyMatch(line -> line.matches(".*parallelism +5 .*"));
  }

  @Test
  void theAgentIsExaminedWhereTheJvmHasIt() throws Exception {
    Result result = doctor().withAgent().run().assertQuiet();
    assertThat(result.out()).anyMatch(line -> line.startsWith("way in") && line.contains("agent"));
  }

  @Test
  void anOptionFileThatWillDo() throws Exception {
    Result result = doctor(WayIn.file()).run().assertQuiet();
    assertThat(result.out())
        .anyMatch(line -> line.startsWith("way in") && line.contains("option file"))
        .anyMatch(line -> line.startsWith("Well: "));
  }

  @Test
  void anOptionFileThatWillNot(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("missing");
    assertNotWell(doctor(missing).run(), "there is no file " + missing);
    Path old = Files.writeString(folder.resolve("old"), "-javaagent:" + Program.jar() + "\n");
    assertNotWell(doctor(old).run(), "has no -Xbootclasspath/a:");
    Path gone = folder.resolve("gone.jar");
    Path stale = Files.writeString(folder.resolve("stale"), "-Xbootclasspath/a:" + gone + "\n");
    assertNotWell(doctor(stale).run(), gone + ", which is not there: no java starts with it");
    Files.copy(Program.jar(), gone);
    assertNotWell(doctor(stale).run(), gone + ", which is of another version");
    Result json =
        Program.of("-jar", Program.jar().toString(), "doctor", "--json", missing.toString()).run();
    assertThat(json.exit()).isEqualTo(1);
    assertThat(json.out()).contains("  \"onSmolscale\": false,");
  }

  @Test
  void aSeamThatIsRefusedIsNotWell() throws Exception {
    Result result = doctor().option("-Dsmolscale.refuse=carrier").run();
    assertNotWell(result, "the carrier of a virtual thread: refused by -Dsmolscale.refuse=carrier");
    assertThat(result.out())
        .anyMatch(line -> line.contains("REFUSED  " + Need.CARRIER.what()))
        .anyMatch(line -> line.contains("so " + Need.CARRIER.without()));
  }

  @Test
  void aSeamForReportsMayBeRefused() throws Exception {
    Result result = doctor().option("-Dsmolscale.refuse=MOUNTED_THREAD").run();
    result.assertEndedWell();
    assertThat(result.out())
        .anyMatch(line -> line.contains("REFUSED  " + Need.MOUNTED_THREAD.what()))
        .anyMatch(line -> line.startsWith("Well: "));
  }

  @Test
  void switchedOffIsNotWell() throws Exception {
    Result result = doctor().environment("SMOLSCALE_SCHEDULER", "jdk").run();
    assertNotWell(result, "switched off by SMOLSCALE_SCHEDULER=jdk");
    assertThat(result.out()).noneMatch(line -> line.contains("REFUSED"));
  }

  @Test
  void aBadSettingIsNotWell() throws Exception {
    Result result = doctor().environment("SMOLSCALE_PARALLELISM", "0").run();
    assertNotWell(result, "SMOLSCALE_PARALLELISM=0: must be a number from 1");
    assertThat(result.out()).anyMatch(line -> line.startsWith("settings   one makes no sense"));
  }

  @Test
  void norIsABadSettingOfTheProfile() throws Exception {
    Result result = doctor().environment("SMOLSCALE_PROFILE", "sometimes").run();
    assertNotWell(result, "SMOLSCALE_PROFILE=sometimes: must be \"off\", \"on\"");
  }

  @Test
  void anOlderJdkIsNotWell() throws Exception {
    Optional<Path> home = AgentStepsAsideIT.jdk17();
    assumeThat(home).as("a JDK 17").isPresent();
    Result result = doctor().on(home.orElseThrow()).run();
    assertNotWell(result, "needs JDK 25 or newer, this is 17");
    Result json =
        Program.of("-jar", Program.jar().toString(), "--json").on(home.orElseThrow()).run();
    assertThat(json.exit()).isEqualTo(1);
    assertThat(json.out()).contains("  \"onSmolscale\": false,");
  }

  private static Program doctor(Path file) {
    return Program.of("-jar", Program.jar().toString(), "doctor", file.toString());
  }

  private static Program doctor() {
    return Program.of("-jar", Program.jar().toString(), "doctor");
  }

  private static void assertNotWell(Result result, String why) {
    assertThat(result.exit()).as("%s", result).isEqualTo(1);
    assertThat(result.out())
        .anyMatch(line -> line.startsWith("Not well: ") && line.contains(why))
        .noneMatch(line -> line.startsWith("Well: "));
  }
}
