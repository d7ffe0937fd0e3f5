package io.smolscale.internal.profile;

import io.smolscale.internal.jdk.OwnThreads;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Prints a report on standard error: when the JVM exits, and from time to time if so asked.
public final class Reporter {
  private Reporter() {}

  /// Starts it.
  ///
  /// @param report makes one, in several lines
  /// @param every how often; empty for at the exit alone
  public static void start(Supplier<String> report, Optional<Duration> every) {
    try {
      Runtime.getRuntime()
          .addShutdownHook(
              OwnThreads.daemon("smolscale-profile-exit", () -> System.err.print(report.get())));
    } catch (IllegalStateException _) {
      return; // the JVM is about to exit
    }
    every.ifPresent(
        pause -> OwnThreads.daemon("smolscale-profile", () -> repeat(report, pause)).start());
  }

  private static void repeat(Supplier<String> report, Duration pause) {
    try {
      while (true) {
        Thread.sleep(pause);
        System.err.print(report.get());
      }
    } catch (InterruptedException _) {
      // nobody does; then it ends
    }
  }
}
