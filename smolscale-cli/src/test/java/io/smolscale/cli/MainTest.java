package io.smolscale.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a user meets who types the command, short of a measurement.
class MainTest {
  private static final String[] COMMANDS = {
    "demo", "run", "compare", "doctor", "args", "why", "top", "record", "sim", "bench", "sample"
  };

  private record Run(int exitCode, String out, String err) {}

  private static Run run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), args);
    return new Run(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void withoutArgumentsItListsTheCommands() {
    Run run = run();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Usage: smolscale").contains(COMMANDS);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void helpNamesEveryOption() {
    Run run = run("demo", "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("--rate", "--seconds", "--json", "--self-check");
  }

  @Test
  void versionGoesToStandardOutput() {
    Run run = run("--version");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("smolscale ");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          --rate,    0,           --rate 0: a rate is
          --rate,    -5,          --rate -5: a rate is
          --rate,    2000000,     --rate 2000000: a rate is
          --rate,    abc,         'abc' is not a whole number
          --rate,    99999999999, '99999999999' is not a whole number
          --seconds, 0,           --seconds 0:
          --seconds, -1,          --seconds -1:
          --seconds, 1.5,         '1.5' is not a whole number
          --sceonds, 8,           Unknown option
          """)
  void badInputIsNamedAndExitsWith2(String option, String value, String message) {
    Run run = run("demo", option, value);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void oneBadRateAmongSeveralIsEnough() {
    assertThat(run("demo", "--rate", "1000,7").err()).contains("--rate 7");
  }

  @Test
  void tooFewRequestsToMeasureIsBadInput() {
    Run run = run("demo", "--rate", "10", "--seconds", "1");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("raise either");
  }

  @Test
  void aMissingAgentSaysHowToBuildIt() {
    Run run = run("demo", "--options", "no-such.args");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no-such.args", "./mvnw");
  }

  // ---- what it does not know

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          dmeo,               the nearest is 'demo'
          compar,             the nearest is 'compare'
          benchmarks,         the nearest is 'bench'
          Doctor,             the nearest is 'doctor'
          frobnicate,         "there are demo, run, compare, doctor, args"
          --vresion,          the nearest is '--version'
          demo --sceonds=3,   the nearest is '--seconds'
          demo rate,          the nearest is '--rate'
          demo pdos,          the nearest is 'pods'
          demo pods --jsno,   the nearest is '--json'
          run --prnit,        the nearest is '--print'
          compare --round 2,  the nearest is '--rounds'
          doctor --jsno,      the nearest is '--json'
          args --oneline,     the nearest is '--one-line'
          top --onec,         the nearest is '--once'
          record --secnods 2, the nearest is '--seconds'
          why --jsno,         the nearest is '--json'
          args --frobnicate,  "there are --one-line, --vm-options"
          """)
  void anUnknownWordIsRefusedWithTheNearest(String line, String hint) {
    Run run = run(line.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(hint, "--help'").hasLineCount(2);
    assertThat(run.out()).isEmpty();
  }

  // ---- compare

  @Test
  void whatFollowsTheUsersCommandIsThatCommands() {
    Run run = run("compare", "--rounds", "0", "java", "--json", "--", "-x", "--rounds");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--rounds 0: a whole number from 1 to").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          --seconds, 0,       --seconds 0: a whole number from 1 to
          --seconds, 1000000, --seconds 1000000: a whole number from 1 to
          --rounds,  ten,     'ten' is not a whole number
          --round,   2,       Unknown option
          """)
  void badInputToCompareIsNamed(String option, String value, String message) {
    Run run = run("compare", option, value, "--", "java", "-version");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
  }

  @Test
  void compareNeedsACommand() {
    Run run = run("compare", "--rounds", "1");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("COMMAND").doesNotContain("\tat ");
  }

  // ---- processes that cannot be asked

  @ParameterizedTest
  @ValueSource(strings = {"top --once", "why", "record", "doctor"})
  void aProcessThatIsNotThereIsSaid(String command) {
    String line = command + " " + Integer.MAX_VALUE;
    Run run = run(line.split(" "));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("there is no process " + Integer.MAX_VALUE).hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"top", "why", "record"})
  void aProcessHasANumber(String command) {
    assertThat(run(command, "tomcat").exitCode()).isEqualTo(2);
    assertThat(run(command).exitCode()).isEqualTo(2);
    assertThat(run(command, "--seconds", "0", "1").err()).contains("--seconds 0: a whole number");
  }

  @Test
  void theDoctorLooksForSomeTimeAtAProcessAlone() {
    assertThat(run("doctor", "--seconds", "0", "1").err()).contains("--seconds 0: a whole number");
    Run withoutProcess = run("doctor", "--seconds", "3");
    assertThat(withoutProcess.exitCode()).isEqualTo(2);
    assertThat(withoutProcess.err()).contains("--seconds 3", "give its PID").hasLineCount(1);
    Run withJava = run("doctor", "--java", "/opt/java", "4711");
    assertThat(withJava.exitCode()).isEqualTo(2);
    assertThat(withJava.err()).contains("--java /opt/java", "4711").hasLineCount(1);
  }

  // ---- what the launcher does itself

  @ParameterizedTest
  @ValueSource(strings = {"demo", "run", "compare", "doctor", "args", "why", "top", "record"})
  void eachCommandHasHelpAndAVersion(String command) {
    Run help = run(command, "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: smolscale " + command, "--version");
    Run version = run(command, "--version");
    assertThat(version.exitCode()).isZero();
    assertThat(version.out()).startsWith("smolscale ");
  }

  @Test
  void withoutTheSourcesItListsNoCommandThatNeedsThem() {
    System.setProperty("smolscale.root", "");
    try {
      assertThat(run().out()).contains("doctor").doesNotContain("bench");
    } finally {
      System.clearProperty("smolscale.root");
    }
  }

  @Test
  void pastTheLauncherItSaysSo() {
    Run run = run("run", "--", "java", "-jar", "app.jar");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("./smolscale run java -jar app.jar").hasLineCount(1);
  }
}
