package io.smolscale.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.launcher.Launched.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The other commands of `./smolscale`, through the launcher.
@EnabledOnOs({OS.LINUX, OS.MAC})
class CommandsIT {
  @TempDir private Path folder;

  // ---- compare

  @Test
  void aJobIsComparedOnBothSchedulers() throws Exception {
    Result result = compare("--rounds", "2", "--json").echo("0").run().assertExit(0);
    Map<String, Object> json = JSON.std.mapFrom(String.join("\n", result.out()));
    assertThat(json).containsEntry("allWell", true).containsKeys("medians", "ratios");
    assertThat(String.valueOf(json.get("runs")))
        .containsSubsequence(
            "scheduler=smolscale, round=1, end=by_itself, exitCode=0",
            "scheduler=JDK, round=1",
            "scheduler=JDK, round=2",
            "scheduler=smolscale, round=2");
    assertThat(threads("1-smolscale.log")).allMatch(line -> line.contains("@smolscale-"));
    assertThat(threads("1-jdk.log")).allMatch(line -> line.contains("@ForkJoinPool-"));
    assertThat(threads("share.log")).allMatch(line -> line.contains("@ForkJoinPool-"));
  }

  @Test
  void theRecordedRunCanBeLeftOut() throws Exception {
    Result result = compare("--rounds", "1", "--no-share").echo("0").run().assertExit(0);
    assertThat(result.out()).noneMatch(line -> line.contains("goes into scheduling"));
    assertThat(folder.resolve("share.log")).doesNotExist();
  }

  @Test
  void aServiceIsStopped() throws Exception {
    Result result = compare("--rounds", "1", "--seconds", "2").echo("0", "wait").run();
    assertThat(result.assertExit(0).out())
        .anyMatch(line -> line.startsWith("One run on each scheduler, each stopped after 2 s"))
        .anyMatch(line -> line.startsWith("smolscale "))
        .noneMatch(line -> line.startsWith("How it ended"));
    assertThat(Files.readAllLines(folder.resolve("1-jdk.log"))).contains("bye");
  }

  @Test
  void aJobThatFailsIsToldWithItsExitCodes() throws Exception {
    Result result = compare("--rounds", "1").echo("9").run().assertExit(1);
    assertThat(result.out())
        .contains("How it ended on the JDK: exit code 9; on smolscale: exit code 9.");
  }

  @Test
  void aCommandThatIsOnSmolscaleAlreadyIsRefused() throws Exception {
    String agent = "../smolscale-core/target/smolscale.jar";
    Result result =
        compare("--rounds", "1")
            .then(Launched.java(), "-javaagent:" + agent)
            .then("-cp", Launched.testClasses(), Echo.class.getName())
            .run();
    assertThat(result.assertExit(1).err()).last().asString().contains("nothing to compare");
  }

  @Test
  void aCommandWithoutAJvmIsRefused() throws Exception {
    Result result = compare("--rounds", "1").then("true").run().assertExit(1);
    assertThat(result.err()).last().asString().contains("no JVM of JDK 25 or newer");
  }

  @Test
  void aCommandThatIsNotThereIsBadInput() throws Exception {
    Result result = compare().then("no-such-java").run().assertExit(2);
    assertThat(result.err()).containsExactly("smolscale compare: no such command: no-such-java");
  }

  // ---- doctor

  @Test
  void theDoctorExaminesTheJdkOfTheLauncher() throws Exception {
    Result result = new Launched("doctor").run().assertExit(0);
    assertThat(result.out())
        .anyMatch(line -> line.contains(System.getProperty("java.home")))
        .anyMatch(line -> line.startsWith("Well: "));
  }

  @Test
  void anOptionFileMayNameAnotherBootJarInOneWordOrTwo(@TempDir Path folder) throws Exception {
    String jar = folder.resolve("boot.jar").toString();
    List<String> asTwo = new Launched("args", "--boot-jar", jar).run().assertExit(0).out();
    List<String> asOne = new Launched("args", "--boot-jar=" + jar).run().assertExit(0).out();
    assertThat(asOne).isEqualTo(asTwo).anyMatch(line -> line.endsWith(jar));
  }

  @Test
  void theDoctorExaminesAnotherJava() throws Exception {
    Result result = new Launched("doctor", "--json", "--java", Launched.java()).run();
    assertThat(result.assertExit(0).out()).contains("  \"onSmolscale\": true,");
    new Launched("doctor", "--java", "no-such-java").run().assertComplained(127, "no-such-java");
    new Launched("doctor", "--java=no-such-java").run().assertComplained(127, "no-such-java");
    Result inOneWord = new Launched("doctor", "--java=" + Launched.java(), "--json").run();
    assertThat(inOneWord.assertExit(0).out()).contains("  \"onSmolscale\": true,");
    new Launched("doctor", "--jsno").run().assertComplained(2, "--jsno", "doctor --help");
  }

  // ---- help

  @Test
  void helpListsThemAll() throws Exception {
    String help = String.join("\n", new Launched("--help").run().assertExit(0).out());
    assertThat(help)
        .contains(
            "demo", "run", "compare", "doctor", "args", "why", "top", "record", "sim", "bench",
            "sample");
  }

  @Test
  void eachTakesHelpAndVersion() throws Exception {
    for (String command : List.of("demo", "run", "compare", "doctor", "args")) {
      assertThat(new Launched(command, "--help").run().assertExit(0).out())
          .anyMatch(line -> line.startsWith("Usage: smolscale " + command));
      assertThat(new Launched(command, "--version").run().assertExit(0).out())
          .first()
          .asString()
          .startsWith("smolscale ");
    }
  }

  @Test
  void anUnknownWordIsRefusedWithTheNearest() throws Exception {
    new Launched("dcotor").run().assertComplained(2, "'dcotor'", "the nearest is 'doctor'");
    for (String line :
        List.of(
            "demo --jsno", "run --prnit", "compare --jsno", "doctor --jsno", "args --oneline")) {
      new Launched(line.split(" ")).run().assertComplained(2, "Unknown option", "the nearest is");
    }
  }

  // ---- args

  @Test
  void anOptionFileIsPrintedAndTheDoctorExaminesIt() throws Exception {
    Result args = new Launched("args").run().assertExit(0);
    assertThat(args.out()).anyMatch(line -> line.contains("-Xbootclasspath/a:"));
    Path file = Files.write(folder.resolve("my.args"), args.out());
    new Launched("doctor", file.toString()).run().assertExit(0);
    assertThat(new Launched("args", "--one-line").run().assertExit(0).out()).hasSize(1);
  }

  private Launched compare(String... options) {
    return new Launched("compare", "--logs", folder.toString()).then(options).then("--");
  }

  private List<String> threads(String log) throws Exception {
    List<String> lines = Files.readAllLines(folder.resolve(log));
    assertThat(lines).anyMatch(line -> line.startsWith("thread: "));
    return lines.stream().filter(line -> line.startsWith("thread: ")).toList();
  }
}
