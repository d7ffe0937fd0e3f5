package io.smolscale.cli.demo;

import java.util.OptionalDouble;

/// A column of the table: something that one wants less of.
enum Figure {
  CPU("CPU/request", "cpuPerRequest"),
  SWITCHES("switches/request", "switchesPerRequest"),
  P50("p50", "p50"),
  P99("p99", "p99"),
  P999("p99.9", "p999");

  private final String heading;
  private final String key;

  Figure(String heading, String key) {
    this.heading = heading;
    this.key = key;
  }

  String heading() {
    return heading;
  }

  /// Its name in JSON.
  String key() {
    return key;
  }

  OptionalDouble of(Window window) {
    return switch (this) {
      case CPU -> window.cost().cpuMicros();
      case SWITCHES -> window.cost().switches();
      case P50 -> OptionalDouble.of(window.latency().p50());
      case P99 -> OptionalDouble.of(window.latency().p99());
      case P999 -> OptionalDouble.of(window.latency().p999());
    };
  }

  /// Times are in microseconds; context switches are a plain number.
  boolean isTime() {
    return this != SWITCHES;
  }
}
