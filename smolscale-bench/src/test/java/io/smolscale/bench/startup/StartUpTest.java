package io.smolscale.bench.startup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StartUpTest {
  @Test
  void oneRoundGivesAFigureForEachSideAndProgram() throws Exception {
    Path core = Path.of("..", "smolscale-core", "target");
    assumeThat(core.resolve("smolscale.args")).as("made by the build's phase package").exists();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    int exit;
    try {
      exit =
          new CommandLine(new StartUp())
              .execute(
                  "--rounds=1",
                  "--json",
                  "--options=" + core + "/smolscale.args",
                  "--agent=" + core + "/smolscale.jar");
    } finally {
      System.setOut(out);
    }
    assertThat(exit).isZero();
    assertThat(printed.toString(UTF_8))
        .matches(
            "(?s)\\{\"plain\":\\[\\d+,\\d+\\],\"empty loader\":\\[\\d+,\\d+\\],"
                + "\"option file\":\\[\\d+,\\d+\\],\"agent\":\\[\\d+,\\d+\\]\\}\\s*");
  }
}
