package io.smolscale.bench.result;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Percentiles in microseconds.
public record Latency(long count, double p50, double p99, double p999, double max) {
  private static final double NANOS_PER_MICRO = 1000;

  /// Those of latencies in nanoseconds; null if there are none.
  public static @Nullable Latency of(Histogram nanos) {
    return nanos.getTotalCount() == 0
        ? null
        : new Latency(
            nanos.getTotalCount(),
            nanos.getValueAtPercentile(50) / NANOS_PER_MICRO,
            nanos.getValueAtPercentile(99) / NANOS_PER_MICRO,
            nanos.getValueAtPercentile(99.9) / NANOS_PER_MICRO,
            nanos.getMaxValue() / NANOS_PER_MICRO);
  }
}
