package io.smolscale.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The command line of the benchmarks, short of a measurement.
class CompareTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"--help", "startup --help", "services --help"})
  void helpSaysWhatThereIs(String line) {
    assertThat(run(line)).isZero();
    assertThat(out.toString(UTF_8)).contains("Usage: smolscale bench", "--rounds");
  }

  @Test
  void itTellsItsVersion() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString(UTF_8)).startsWith("smolscale ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--round 3|the nearest is '--rounds'",
        "--qiuck|the nearest is '--quick'",
        "startup --ruonds 3|the nearest is '--rounds'",
        "no-such-workload|no-such-workload",
        "services sprign-json|there is no service 'sprign-json'; the nearest is 'spring-json'",
        "services whatever|there are spring-json, spring-jdbc",
        "services --quik|the nearest is '--quick'",
        "services --only jdk,smolscal|--only smolscal: no such side; there are jdk, smolscale",
        "services gateway --only loop|gateway has none of these; it has jdk, smolscale",
        "services --rounds 0|--rounds 0: a whole number from 1 to 100",
        "services --rates 400,0|--rates 0: a whole number from 1",
        "services --seconds some|'some' is not a whole number",
        "services --options none.args|no option file at none.args",
        "--only jdk,smolscal yields|--only smolscal: no such side; there are jdk, smolscale",
      })
  void whatItDoesNotKnowIsRefusedWithTheNearest(String line, String message) {
    assertThat(run(line)).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains(message, "Try 'smolscale bench");
    assertThat(out.size()).isZero();
  }

  private int run(String line) {
    return Compare.execute(
        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), line.split(" "));
  }
}
