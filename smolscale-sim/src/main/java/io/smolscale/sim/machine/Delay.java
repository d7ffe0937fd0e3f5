package io.smolscale.sim.machine;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/// How long tasks waited, or jobs stayed, in microseconds.
///
/// @param mean on average
/// @param p50 half of them not longer
/// @param p99 ninety-nine of a hundred not longer
/// @param p999 all but one in a thousand not longer
public record Delay(double mean, double p50, double p99, double p999) {
  private static final double MICRO = 1e-3;

  static Delay of(Histogram nanos) {
    return new Delay(
        nanos.getMean() * MICRO,
        nanos.getValueAtPercentile(50) * MICRO,
        nanos.getValueAtPercentile(99) * MICRO,
        nanos.getValueAtPercentile(99.9) * MICRO);
  }

  /// Each figure's mean.
  static Delay mean(List<Delay> delays) {
    ToDoubleFunction<ToDoubleFunction<Delay>> mean =
        of -> delays.stream().mapToDouble(of).average().orElseThrow();
    return new Delay(
        mean.applyAsDouble(Delay::mean),
        mean.applyAsDouble(Delay::p50),
        mean.applyAsDouble(Delay::p99),
        mean.applyAsDouble(Delay::p999));
  }
}
