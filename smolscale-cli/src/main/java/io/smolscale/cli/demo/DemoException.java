package io.smolscale.cli.demo;

/// The demo cannot go on; the message is for the user, and says what to do about it.
public final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private DemoException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  static DemoException badInput(String message) {
    return new DemoException(message, 2);
  }

  static DemoException failure(String message) {
    return new DemoException(message, 1);
  }

  public int exitCode() {
    return exitCode;
  }
}
