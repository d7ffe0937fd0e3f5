package io.smolscale.cli.measure;

import java.util.Arrays;

/// The little statistics that a handful of rounds bears; there must be at least one.
public final class Stats {
  private Stats() {}

  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int upper = sorted.length / 2;
    int lower = (sorted.length - 1) / 2;
    return (sorted[lower] + sorted[upper]) / 2;
  }

  public static double min(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  public static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}
