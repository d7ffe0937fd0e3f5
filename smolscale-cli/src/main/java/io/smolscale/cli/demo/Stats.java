package io.smolscale.cli.demo;

import java.util.Arrays;
import java.util.OptionalDouble;

/// The little statistics that a handful of rounds bears.
final class Stats {
  private Stats() {}

  static OptionalDouble median(double[] values) {
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int upper = sorted.length / 2;
    int lower = (sorted.length - 1) / 2;
    return OptionalDouble.of((sorted[lower] + sorted[upper]) / 2);
  }

  static double min(double[] values) {
    return Arrays.stream(values).min().orElse(Double.NaN);
  }

  static double max(double[] values) {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }
}
