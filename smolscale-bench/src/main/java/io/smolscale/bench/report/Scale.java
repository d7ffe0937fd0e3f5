package io.smolscale.bench.report;

import java.util.ArrayList;
import java.util.List;

/// Where a number lies on an axis, in pixels; ticks included.
///
/// @param logarithmic ratios and latencies need it: half and double are equally far from 1
record Scale(double low, double high, double from, double to, boolean logarithmic) {
  private static final double[] NICE = {1, 2, 5};
  private static final int TICKS = 5;
  private static final double ROOM = 1.1;

  /// From 0 to a bit more than the largest value.
  static Scale linear(List<Double> values, double from, double to) {
    final double max = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    return new Scale(0, max > 0 ? max * ROOM : 1, from, to, false);
  }

  /// From a bit less than the smallest to a bit more than the largest value; all of them above 0.
  static Scale logarithmic(List<Double> values, double from, double to) {
    final double min = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
    final double max = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    return new Scale(min / ROOM, max * ROOM, from, to, true);
  }

  /// The place of a value; one that is off the axis is at its end.
  double at(double value) {
    final double share =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return from + Math.clamp(share, 0, 1) * (to - from);
  }

  /// Round numbers on the axis.
  List<Double> ticks() {
    return logarithmic ? logarithmicTicks() : linearTicks();
  }

  private List<Double> linearTicks() {
    final double rough = (high - low) / TICKS;
    final double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = 10 * decade;
    for (int i = NICE.length - 1; i >= 0; i--) {
      step = NICE[i] * decade >= rough ? NICE[i] * decade : step;
    }
    final List<Double> ticks = new ArrayList<>();
    for (int i = (int) Math.ceil(low / step); i * step <= high; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private List<Double> logarithmicTicks() {
    final List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
      for (final double digit : NICE) {
        final double tick = digit * Math.pow(10, power);
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
