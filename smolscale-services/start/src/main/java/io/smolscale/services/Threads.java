package io.smolscale.services;

import java.util.Locale;

/// The threads that answer the requests of a service.
public enum Threads {
  /// A virtual thread for each request or connection, as the framework makes them.
  VIRTUAL,
  /// [#PLATFORM_THREADS] threads of the operating system.
  PLATFORM,
  /// The framework's event loop, which hands nothing over.
  LOOP;

  /// The number of threads where requests run on platform threads: Tomcat's default.
  public static final int PLATFORM_THREADS = 200;

  /// Returns the word of the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
