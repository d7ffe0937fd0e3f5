package io.smolscale.cli.share;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.CommandRun;
import io.smolscale.cli.jvm.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the doctor says of programs that run.
@EnabledOnOs(OS.LINUX)
class ShareIT {
  private static final int MOST_TRIES = 10; // on a machine that gives the program nothing
  private static final int ENOUGH = 50; // samples

  @TempDir private Path folder;

  private static List<String> options(boolean onSmolscale) {
    return onSmolscale ? Child.onSmolscale() : List.of();
  }

  /// Asks until the program has had some time.
  private static Map<String, Object> ask(Child child) throws IOException {
    Map<String, Object> said = Map.of();
    for (int i = 0; i < MOST_TRIES; i++) {
      CommandRun run =
          CommandRun.of("doctor", "--json", "--seconds", "3", child.pid()).assertExit(0);
      said = JSON.std.mapFrom(run.out());
      if (number(said, "samples") >= ENOUGH) {
        break;
      }
    }
    return said;
  }

  private static double number(Map<?, ?> json, String key) {
    return ((Number) requireNonNull(json.get(key))).doubleValue();
  }

  private static double part(Map<String, Object> json, String key) {
    return number((Map<?, ?>) requireNonNull(json.get("parts")), key);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aProgramThatComputesHasNothingToGain(boolean onSmolscale) throws Exception {
    try (Child child = Child.start(options(onSmolscale), Computes.class)) {
      Map<String, Object> said = ask(child);
      assertThat(said)
          .containsEntry("onSmolscale", onSmolscale)
          .containsEntry("sampling", "cpu_time");
      assertThat(number(said, "scheduling")).as("%s", said).isLessThan(0.05);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aProgramThatPassesMessagesDoesLittleElse(boolean onSmolscale) throws Exception {
    try (Child child = Child.start(options(onSmolscale), Passes.class)) {
      Map<String, Object> said = ask(child);
      assertThat(number(said, "scheduling")).as("%s", said).isGreaterThan(0.5);
      assertThat(number(said, "mostThatCanBeSaved"))
          .isGreaterThanOrEqualTo(number(said, "scheduling"));
    }
  }

  @Test
  void aProgramWhosePoolsPassMessagesHearsOfThem() throws Exception {
    try (Child child = Child.start(List.of(), PassesInPools.class)) {
      Map<String, Object> said = ask(child);
      assertThat(part(said, "pools")).as("%s", said).isGreaterThan(0.5);
      assertThat(number(said, "scheduling")).as("%s", said).isLessThan(0.05);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aProgramOnSocketsMakesSystemCallsAndWaits(boolean onSmolscale) throws Exception {
    try (Child child = Child.start(options(onSmolscale), Echoes.class)) {
      Map<String, Object> said = ask(child);
      assertThat(part(said, "sockets")).as("%s", said).isBetween(0.05, 0.95);
      assertThat(number(said, "scheduling")).as("%s", said).isBetween(0.05, 0.95);
      assertThat(part(said, "waiting")).as("%s", said).isPositive();
    }
  }

  @Test
  void nothingOfTheRecordingIsLeft() throws Exception {
    try (Child child = Child.start(List.of(), Computes.class)) {
      CommandRun run = CommandRun.of("doctor", "--seconds", "1", child.pid()).assertExit(0);
      assertThat(run.firstLine()).contains("process " + child.pid());
      assertThat(run.out())
          .contains("On the JDK's scheduler ", "no scheduler of theirs can save much more than");
      assertNothingIsLeft(child);
    }
  }

  @Test
  void aCommandThatIsEndedEarlySaysWhatItHasSeen() throws Exception {
    try (Child child = Child.start(List.of(), Computes.class)) {
      Process command =
          new ProcessBuilder(
                  System.getProperty("smolscale.launcher"),
                  "doctor",
                  "--seconds",
                  "600",
                  child.pid())
              .redirectErrorStream(true)
              .start();
      try {
        BufferedReader said = command.inputReader();
        assertThat(said.readLine()).contains("for 600 s");
        while (!jcmd(child, "JFR.check").contains("(running)")) {
          assertThat(command.isAlive()).isTrue();
        }
        command.toHandle().destroy(); // SIGTERM, and the same as Ctrl-C
        assertThat(said.lines()).anyMatch(line -> line.contains("goes into scheduling"));
        assertThat(command.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertNothingIsLeft(child);
      } finally {
        command.destroyForcibly();
      }
    }
  }

  private static void assertNothingIsLeft(Child child) throws Exception {
    assertThat(jcmd(child, "JFR.check")).contains("No available recordings");
    assertThat(Path.of("/tmp", ".smolscale_" + child.pid())).doesNotExist();
  }

  // ---- compare

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aComparisonHasOneRunMoreThatSaysIt(boolean byScript) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> program =
        List.of(
            java, "-cp", System.getProperty("java.class.path"), Passes.class.getName(), "100000");
    List<String> words = new ArrayList<>(List.of("compare", "--rounds", "1", "--json"));
    words.addAll(List.of("--logs", folder.toString(), "--"));
    words.addAll(byScript ? List.of(script(program)) : program);
    CommandRun run = CommandRun.of(words.toArray(String[]::new)).assertExit(0);
    Map<String, Object> said = JSON.std.mapFrom(run.out());
    assertThat(said).containsKey("share");
    Map<?, ?> share = (Map<?, ?>) requireNonNull(said.get("share"));
    assertThat(number(share, "scheduling")).as("%s", said).isGreaterThan(0.2); // the start is in it
    assertThat((List<?>) said.get("runs")).hasSize(2);
    assertThat(folder.resolve("share.log")).exists();
  }

  private String script(List<String> program) throws IOException {
    Path script = folder.resolve("app");
    Files.writeString(script, "#!/bin/sh\nexec '" + String.join("' '", program) + "'\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script.toString();
  }

  private static String jcmd(Child child, String command) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                child.pid(),
                command)
            .start();
    return String.join("\n", jcmd.inputReader().lines().toList());
  }
}
