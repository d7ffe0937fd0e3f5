package io.smolscale.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// What a [Child] says about its workload: the one line of JSON between it and [Compare].
///
/// @param carrier the platform thread below a virtual one, which tells whose scheduler it was
/// @param stuck why there are no samples, if the workload gave up
/// @param latency of all samples together, if the workload takes note of it
public record Report(
    String workload,
    String carrier,
    @Nullable String stuck,
    List<Sample> samples,
    @Nullable Latency latency) {

  /// One measured run, and what the whole process used meanwhile.
  ///
  /// @param waitNanos how long its threads waited for a core, which tells about the neighbours
  public record Sample(
      double operations,
      long wallNanos,
      long cpuNanos,
      long waitNanos,
      long voluntary,
      long involuntary) {

    /// How many threads waited for a core, on average.
    double coreWait() {
      return waitNanos / (double) wallNanos;
    }
  }

  /// Percentiles in microseconds.
  public record Latency(long count, double p50, double p99, double p999, double max) {
    private static final double NANOS_PER_MICRO = 1000;

    static Latency of(Histogram nanos) {
      return new Latency(
          nanos.getTotalCount(),
          nanos.getValueAtPercentile(50) / NANOS_PER_MICRO,
          nanos.getValueAtPercentile(99) / NANOS_PER_MICRO,
          nanos.getValueAtPercentile(99.9) / NANOS_PER_MICRO,
          nanos.getMaxValue() / NANOS_PER_MICRO);
    }
  }

  double wallNanosPerOperation() {
    return median(Sample::wallNanos);
  }

  double cpuNanosPerOperation() {
    return median(Sample::cpuNanos);
  }

  double switchesPerOperation() {
    return median(sample -> sample.voluntary() + sample.involuntary());
  }

  double coreWait() {
    return samples.stream().mapToDouble(Sample::coreWait).average().orElse(Double.NaN);
  }

  private double median(ToDoubleFunction<Sample> used) {
    final Spread spread =
        Spread.of(samples.stream().map(s -> used.applyAsDouble(s) / s.operations()).toList());
    return spread == null ? Double.NaN : spread.median();
  }
}
