package io.smolscale.services;

import java.nio.file.Path;
import java.util.List;

/// The scheduler that a service runs on in a test.
public enum Side {
  /// That of the JDK.
  JDK("ForkJoinPool"),
  /// smolscale, by its option file.
  SMOLSCALE("smolscale[");

  private final String scheduler;

  Side(String scheduler) {
    this.scheduler = scheduler;
  }

  /// Returns the options of the JVM.
  List<String> options() {
    return this == JDK
        ? List.of()
        : List.of("@" + Path.of(System.getProperty("option.file")).normalize());
  }

  /// Returns what the JVM calls its scheduler.
  String scheduler() {
    return scheduler;
  }
}
