package io.smolscale.bench.result;

import org.HdrHistogram.Histogram;

/// Percentiles in microseconds.
public record Latency(long count, double p50, double p99, double p999, double max) {
  private static final double NANOS_PER_MICRO = 1000;

  /// Those of latencies in nanoseconds.
  public static Latency of(Histogram nanos) {
    return new Latency(
        nanos.getTotalCount(),
        nanos.getValueAtPercentile(50) / NANOS_PER_MICRO,
        nanos.getValueAtPercentile(99) / NANOS_PER_MICRO,
        nanos.getValueAtPercentile(99.9) / NANOS_PER_MICRO,
        nanos.getMaxValue() / NANOS_PER_MICRO);
  }
}
