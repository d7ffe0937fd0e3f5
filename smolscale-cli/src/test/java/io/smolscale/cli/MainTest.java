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
    assertThat(run.out()).contains("Usage: smolscale", "demo", "run", "compare", "doctor", "sim");
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
    assertThat(run.err()).contains("no-such.args", "mvn");
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

  // ---- what the launcher does itself

  @ParameterizedTest
  @ValueSource(strings = {"run", "doctor"})
  void helpOnWhatTheLauncherDoes(String command) {
    Run run = run(command, "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Usage: smolscale " + command);
  }

  @Test
  void pastTheLauncherItSaysSo() {
    Run run = run("run", "--", "java", "-jar", "app.jar");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("./smolscale run java -jar app.jar").hasLineCount(1);
  }
}
