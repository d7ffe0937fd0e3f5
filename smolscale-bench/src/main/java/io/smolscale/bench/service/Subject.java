package io.smolscale.bench.service;

import java.util.Comparator;
import java.util.Optional;

/// A service at a level: what a row of the results is about.
public record Subject(String service, Level level) {
  /// Of services, in the tables.
  public static final String OPERATION = "one request";

  /// The name by which results have it: `spring-json-percent-25`, `spring-json-highest`.
  public String name() {
    return service + "-" + level.name();
  }

  /// The reverse of [#name()]; empty if that is no service's.
  public static Optional<Subject> named(String name) {
    return Services.all().stream()
        .map(Service::name)
        .filter(service -> name.startsWith(service + "-"))
        .max(Comparator.comparingInt(String::length))
        .flatMap(service ->
            Level.named(name.substring(service.length() + 1))
                .map(level -> new Subject(service, level)));
  }
}
