package io.smolscale.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command line of the kit, short of a measurement.
class KitTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @Test
  void helpSaysWhatItNeedsAndLeaves() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(UTF_8)).contains("Usage: smolscale-kit.sh", "--minutes", "no network");
  }

  @Test
  void theListNamesEveryWorkloadAndHowLongARoundTakes() {
    assertThat(run("--list")).isZero();
    assertThat(out.toString(UTF_8))
        .contains("pairs-100-cores-", "submit-16: jdk, smolscale", "load-percent-80", "a round");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--minutes 0|a whole number from 1 to 1,440",
        "--minutes -3|a whole number from 1 to 1,440",
        "--minutes abc|'abc' is not a whole number",
        "--minutes 99999999999|is not a whole number in range",
        "--minuets 3|the nearest is '--minutes'",
        "results|is too much",
      })
  void whatItDoesNotKnowIsRefused(String line, String message) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains(message, "Try 'smolscale-kit.sh --help'");
    assertThat(out.size()).isZero();
  }

  @Test
  void resultsThatAreThereAreNotReplaced() throws Exception {
    Path old = Files.writeString(folder.resolve("results.json"), "{}");
    assertThat(run("-o", folder.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("not empty; name another folder with -o");
    assertThat(old).hasContent("{}");
  }

  @Test
  void aFileIsNoFolderForResults() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(run("-o", file.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("no folder");
    assertThat(run("-o", file.resolve("below").toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("cannot make the folder");
  }

  private int run(String... args) {
    return Kit.execute(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), args);
  }
}
