package io.smolscale.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.cli.launcher.Launched.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `./smolscale run`: the program, and nothing between it and its caller.
@EnabledOnOs({OS.LINUX, OS.MAC})
class RunIT {
  private static final Path OLD_JAVA = Path.of("/usr/lib/jvm/java-17-openjdk-amd64/bin/java");

  @TempDir private Path folder;

  @Test
  void argumentsStreamsAndExitCodeAreTheProgramsOwn() throws Exception {
    Result result = new Launched("run", "--").echo("7", "a b", "$x", "*").input("one\ntwo\n").run();
    result.assertExit(7);
    assertThat(result.out())
        .contains("args: [7, a b, $x, *]", "in: one", "in: two", "bye")
        .anyMatch(line -> line.startsWith("thread: ") && line.contains("@smolscale-"));
    assertThat(result.err()).containsExactly("complaint");
  }

  @Test
  void theProcessIsTheProgramSoThatSignalsReachIt() throws Exception {
    Process process = new Launched("run").echo("0", "wait").start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("pid: " + process.pid());
      assertThat(out.lines().limit(2)).hasSize(2);
      process.toHandle().destroy(); // Process.destroy would close the streams, too
      assertThat(out.lines()).containsExactly("bye");
      assertThat(process.waitFor()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aDebuggerOrARecordingIsBesideTheOptionFile() throws Exception {
    String debugger = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0";
    for (String option : new String[] {debugger, "-XX:StartFlightRecording"}) {
      Result result =
          new Launched("run", "--print", Launched.java(), option, "Main").run().assertExit(0);
      assertThat(result.out())
          .singleElement()
          .asString()
          .contains("smolscale.args", option.substring(0, 10))
          .doesNotContain("-javaagent:");
    }
  }

  @Test
  void aProgramWithAnArchiveOfClassesGetsTheAgentAndALineThatSaysSo() throws Exception {
    for (String option : new String[] {"-XX:AOTCache=app.aot", "-XX:SharedArchiveFile=app.jsa"}) {
      Result result =
          new Launched("run", "--print", Launched.java(), option, "Main").run().assertExit(0);
      assertThat(result.out())
          .singleElement()
          .asString()
          .contains("-javaagent:", option)
          .doesNotContain("smolscale.args");
      assertThat(result.err()).singleElement().asString().startsWith("smolscale: as an agent");
    }
  }

  @Test
  void aScriptHandsItOnToItsJava() throws Exception {
    Path script = script("exec", Launched.java());
    Result result = new Launched("run", "--", script.toString(), "3").run().assertExit(3);
    assertThat(result.out()).contains("args: [3]").anyMatch(RunIT::isOnSmolscale);
    assertThat(result.err())
        .hasSize(2)
        .contains("complaint")
        .anyMatch(line -> line.contains("Picked up JDK_JAVA_OPTIONS"));
  }

  @Test
  void whatTheVariableHeldIsKept() throws Exception {
    Path script = script("", Launched.java());
    Result result =
        new Launched("run", script.toString(), "0")
            .environment("JDK_JAVA_OPTIONS", "-Dsmolscale.parallelism=1 -Dsmolscale.maxThreads=1")
            .run()
            .assertExit(0);
    assertThat(result.out()).anyMatch(line -> line.endsWith("@smolscale-worker-0"));
  }

  @Test
  void aScriptWithAnOlderJavaRuns() throws Exception {
    assumeThat(OLD_JAVA).isExecutable();
    Path script = folder.resolve("version");
    Files.writeString(script, "#!/bin/sh\n" + OLD_JAVA + " -version\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    new Launched("run", script.toString()).run().assertExit(0);
  }

  @Test
  void itIsSwitchedOffByTheEnvironment() throws Exception {
    Result result =
        new Launched("run", "--").echo("0").environment("SMOLSCALE_SCHEDULER", "jdk").run();
    assertThat(result.assertExit(0).out())
        .anyMatch(line -> line.startsWith("thread: ") && line.contains("@ForkJoinPool-"));
  }

  @Test
  void theCommandCanBePrinted() throws Exception {
    Result result =
        new Launched("run", "--print", "--", Launched.java(), "-jar", "my app.jar").run();
    assertThat(result.assertExit(0).out())
        .hasSize(1)
        .allMatch(line -> line.startsWith(Launched.java() + " @"))
        .allMatch(line -> line.endsWith(" -jar 'my app.jar'"));
  }

  @Test
  void anOlderJavaIsRefusedWithANewerOne() throws Exception {
    assumeThat(OLD_JAVA).isExecutable();
    new Launched("run", "--", OLD_JAVA.toString(), "-jar", "app.jar")
        .run()
        .assertComplained(
            126, "needs JDK 25", "is Java 17", "run -- " + Launched.java() + " -jar app.jar");
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    new Launched("run").run().assertComplained(2, "run what?", "run -- java -jar app.jar");
    new Launched("run", "-jar", "app.jar")
        .run()
        .assertComplained(2, "unknown option -jar", "run -- java -jar app.jar");
    new Launched("run", "--", "no-such-java").run().assertComplained(127, "no-such-java");
  }

  private static boolean isOnSmolscale(String line) {
    return line.startsWith("thread: ") && line.contains("@smolscale-");
  }

  private Path script(String how, String java) throws IOException {
    Path script = Files.createDirectories(folder.resolve("a folder")).resolve("app");
    Files.writeString(
        script,
        "#!/bin/sh\n%s '%s' -cp '%s' %s \"$@\"\n"
            .formatted(how, java, Launched.testClasses(), Echo.class.getName()));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }
}
