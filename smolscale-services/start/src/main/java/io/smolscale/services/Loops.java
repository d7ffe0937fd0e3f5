package io.smolscale.services;

import java.util.Locale;

/// The place of the event loop that reads the sockets of a service.
public enum Loops {
  /// The framework's own platform threads.
  OWN,
  /// Virtual threads on smolscale's workers.
  INSIDE;

  /// Returns the word of the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
