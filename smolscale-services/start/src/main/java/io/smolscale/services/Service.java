package io.smolscale.services;

import java.util.Objects;

/// A service that a [Program] offers.
///
/// @param name its word on the command line
/// @param description what it does, in half a line
/// @param starter starts it on a free port of the loopback interface
public record Service(String name, String description, Starter starter) {
  /// Refuses null.
  public Service {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(starter, "starter");
  }

  /// Starts a service, and returns when it serves.
  @FunctionalInterface
  public interface Starter {
    /// Starts it with this setting.
    Running start(Setting setting) throws Exception;
  }

  /// A service that serves.
  ///
  /// @param port its port of the loopback interface
  /// @param end ends it with all of its companions
  public record Running(int port, AutoCloseable end) {
    /// Refuses null.
    public Running {
      Objects.requireNonNull(end, "end");
    }
  }
}
