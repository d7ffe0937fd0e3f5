package io.smolscale.cli.jvm;

import io.smolscale.cli.report.CommandException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/// The process that a command asks, as its command line names it.
public final class Target {
  @Parameters(
      arity = "0..1", // that it is missing is told below: not before an option that is none
      paramLabel = "PID",
      hideParamSyntax = true,
      description = "The process to ask.")
  private @Nullable Long pid;

  /// Made by picocli, for each command that has one.
  public Target() {}

  /// Returns the number of the process.
  ///
  /// @throws CommandException if there is none on the command line
  public long pid() {
    if (pid == null) {
      throw CommandException.badInput("which process? Give its PID; jps lists those of JVMs");
    }
    return pid;
  }
}
