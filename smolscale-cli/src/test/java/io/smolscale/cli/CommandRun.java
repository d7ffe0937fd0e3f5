package io.smolscale.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/// A command in this JVM, and what came of it.
///
/// @param exitCode of the command
/// @param out what it printed
/// @param err what it complained of
public record CommandRun(int exitCode, String out, String err) {
  /// Runs it.
  public static CommandRun of(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), words);
    return new CommandRun(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  /// Fails with all that was printed.
  public CommandRun assertExit(int expected) {
    assertThat(exitCode).as("%s", this).isEqualTo(expected);
    return this;
  }

  /// The first line that it printed.
  public String firstLine() {
    return out.lines().findFirst().orElse("");
  }
}
