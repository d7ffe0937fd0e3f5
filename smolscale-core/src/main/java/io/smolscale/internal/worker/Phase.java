package io.smolscale.internal.worker;

/// How far a crew has come: it is open, closing (what was accepted finishes), or ending (its
/// workers retire when they are dry). [End] moves it on; any thread may ask.
final class Phase {
  private volatile boolean closing;
  private volatile boolean ending;

  /// Begins to close.
  void close() {
    closing = true;
  }

  /// Declares the end.
  void end() {
    ending = true;
  }

  /// Returns whether the crew is closing, or further.
  boolean isClosing() {
    return closing;
  }

  /// Returns whether the end has been declared.
  boolean isEnding() {
    return ending;
  }
}
