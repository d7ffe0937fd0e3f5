package io.smolscale.services;

import java.util.Objects;

/// What a command line asks of a service.
///
/// @param threads the threads that answer its requests
/// @param loops the place of its event loop
public record Setting(Threads threads, Loops loops) {
  /// Refuses null.
  public Setting {
    Objects.requireNonNull(threads, "threads");
    Objects.requireNonNull(loops, "loops");
  }

  /// Returns the words of the command line.
  @Override
  public String toString() {
    return "--threads " + threads + " --loops " + loops;
  }
}
