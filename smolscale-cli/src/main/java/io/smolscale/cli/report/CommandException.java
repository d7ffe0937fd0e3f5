package io.smolscale.cli.report;

/// A command cannot go on; the message is for the user, and says what to do about it.
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  public static CommandException badInput(String message) {
    return new CommandException(message, 2);
  }

  public static CommandException failure(String message) {
    return new CommandException(message, 1);
  }

  public int exitCode() {
    return exitCode;
  }
}
