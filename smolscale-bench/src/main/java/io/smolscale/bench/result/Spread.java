package io.smolscale.bench.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A handful of measurements: the middle one, and how far apart they are.
public record Spread(double median, double min, double max) {

  /// The same in another unit.
  public Spread dividedBy(double unit) {
    return new Spread(median / unit, min / unit, max / unit);
  }

  /// Of one over each value, such as of rates where these are times.
  public Spread inverse() {
    return new Spread(1 / median, 1 / max, 1 / min);
  }

  /// The spread of all values that are numbers, or null if none is.
  public static @Nullable Spread of(List<Double> values) {
    final List<Double> sorted = values.stream().filter(Double::isFinite).sorted().toList();
    if (sorted.isEmpty()) {
      return null;
    }
    final int middle = sorted.size() / 2;
    final double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }
}
