package io.smolscale.cli.compare;

import io.smolscale.cli.report.Text;
import java.util.OptionalDouble;

/// A column of the table: something that one wants less of.
enum Figure {
  CPU("CPU", "cpuSeconds", "CPU time"),
  SWITCHES("switches", "contextSwitches", "context switches"),
  MEMORY("peak memory", "peakMemoryBytes", "peak memory"),
  WALL("wall", "wallSeconds", "wall time");

  private static final double MIB = 1L << 20;

  private final String heading;
  private final String key;
  private final String inWords;

  Figure(String heading, String key, String inWords) {
    this.heading = heading;
    this.key = key;
    this.inWords = inWords;
  }

  String heading() {
    return heading;
  }

  /// Its name in JSON.
  String key() {
    return key;
  }

  String inWords() {
    return inWords;
  }

  OptionalDouble of(Run run) {
    return switch (this) {
      case CPU -> run.cost().cpuSeconds();
      case SWITCHES -> run.cost().switches();
      case MEMORY -> run.cost().peakMemory();
      case WALL -> OptionalDouble.of(run.seconds());
    };
  }

  String format(double value) {
    return switch (this) {
      case CPU, WALL -> Text.number(value) + " s";
      case SWITCHES -> Text.count(Math.round(value));
      case MEMORY -> Text.number(value / MIB) + " MiB";
    };
  }
}
