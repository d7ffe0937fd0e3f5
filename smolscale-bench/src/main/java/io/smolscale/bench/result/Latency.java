package io.smolscale.bench.result;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Percentiles in microseconds.
///
/// @param curve what one operation in [#ONE_IN] takes longer than; null in results that were
///   written before we asked
public record Latency(
    long count, double p50, double p99, double p999, double max, @Nullable List<Double> curve) {
  /// Of so many operations one is slower than a point of the curve: 2 is the median, 100 is p99.
  public static final List<Integer> ONE_IN = List.of(2, 5, 10, 20, 50, 100, 200, 500, 1_000);

  private static final double NANOS_PER_MICRO = 1000;
  private static final double ALL = 100; // percent

  /// Those of latencies in nanoseconds; null if there are none.
  public static @Nullable Latency of(Histogram nanos) {
    return nanos.getTotalCount() == 0
        ? null
        : new Latency(
            nanos.getTotalCount(),
            nanos.getValueAtPercentile(50) / NANOS_PER_MICRO,
            nanos.getValueAtPercentile(99) / NANOS_PER_MICRO,
            nanos.getValueAtPercentile(99.9) / NANOS_PER_MICRO,
            nanos.getMaxValue() / NANOS_PER_MICRO,
            ONE_IN.stream()
                .map(n -> nanos.getValueAtPercentile(ALL - ALL / n) / NANOS_PER_MICRO)
                .toList());
  }

  /// The medians of each percentile, and the count of all; null if there are none. A moment in
  /// which the machine was away spoils the slice that it falls into and not the others; and what
  /// happens in less than half of them does not show.
  public static @Nullable Latency typical(List<Latency> slices) {
    return slices.isEmpty()
        ? null
        : new Latency(
            slices.stream().mapToLong(Latency::count).sum(),
            median(slices, Latency::p50),
            median(slices, Latency::p99),
            median(slices, Latency::p999),
            median(slices, Latency::max),
            slices.stream().anyMatch(slice -> slice.curve == null)
                ? null
                : ONE_IN.stream().map(n -> median(slices, slice -> slice.oneIn(n))).toList());
  }

  /// What one operation in so many takes longer than, for one of [#ONE_IN]; not a number if nobody
  /// knows.
  public double oneIn(int operations) {
    return curve == null ? Double.NaN : curve.get(ONE_IN.indexOf(operations));
  }

  private static double median(List<Latency> slices, ToDoubleFunction<Latency> which) {
    final Spread spread = Spread.of(slices.stream().map(which::applyAsDouble).toList());
    return spread == null ? Double.NaN : spread.median();
  }
}
