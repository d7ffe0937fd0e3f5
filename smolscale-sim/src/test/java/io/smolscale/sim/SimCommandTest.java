package io.smolscale.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void itPrintsATableAndWritesFilesAndPlots(@TempDir Path folder) throws IOException {
    Path json = folder.resolve("figures.json");
    Path plots = folder.resolve("plots");
    int code =
        run(
            "--quick --cores 2 --loads 20,50 --workload short --policy balance,share-nothing",
            "--json",
            json.toString(),
            "--output",
            plots.toString());
    assertThat(code).isZero();
    assertThat(out.toString(UTF_8))
        .contains("short on 2 cores, load 20 %", "short on 2 cores, load 50 %")
        .contains("balance", "share-nothing")
        .doesNotContain("stealing");
    assertThat(Files.readString(json)).contains("\"wakesPerTask\"", "\"seed\":1");
    assertThat(Files.readString(plots.resolve("wait-short-2.svg"))).contains("<svg");
    assertThat(plots.resolve("wasted-short-2.svg")).exists();
  }

  @Test
  void itComparesOursToStealing() {
    int code =
        run("--quick --cores 2 --loads 20 --workload short --policy balance,stealing --seeds 3");
    assertThat(code).isZero();
    assertThat(out.toString(UTF_8))
        .contains("balance over stealing, mean of 3 seeds")
        .containsPattern("short +2 +20 % +\\d\\.\\d\\d \\(\\d\\.\\d\\d-\\d\\.\\d\\d\\)");
  }

  @Test
  void theHelpHelps() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(UTF_8)).contains("--cores", "--quick", "share-nothing", "--migration");
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
        "--loads 5..205|'205' is not a load",
        "--loads much|'much' is not a load",
        "--loads 50..10|'50..10' is not a load",
        "--cores 0|0 is not between 1 and 1024",
        "--cores many|'many'",
        "--workload soup|'soup' is not one of short, tailed",
        "--policy random|'random' is not one of balance, stealing, share-nothing",
        "--wake 3|a wake-up of 3 ns cannot hold 5000 ns",
        "--attempt -1|a cost is negative",
        "--seeds 0|0 is not a positive number",
        "--frobnicate|--frobnicate",
        "--core 2|the nearest is '--cores'",
        "cores|the nearest is '--cores'",
      })
  void whatIsWrongIsSaid(String line, String message) {
    assertThat(run(line)).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains(message, "Try 'smolscale sim --help'");
    assertThat(out.size()).isZero();
  }

  private int run(String line, String... more) {
    List<String> args = new ArrayList<>(List.of(line.split(" ")));
    args.addAll(List.of(more));
    return SimCommand.execute(
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        args.toArray(String[]::new));
  }
}
