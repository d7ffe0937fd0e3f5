package io.smolscale.bench.report;

import static java.util.Locale.ROOT;

import io.smolscale.bench.result.Spread;
import org.jspecify.annotations.Nullable;

/// Numbers for people.
public final class Numbers {
  static final String NONE = "-";

  private Numbers() {}

  /// A time in the unit that suits it.
  public static String time(double nanos) {
    if (nanos < 1e3) {
      return String.format(ROOT, "%.0f ns", nanos);
    } else if (nanos < 1e6) {
      return String.format(ROOT, "%.2f us", nanos / 1e3);
    } else if (nanos < 1e9) {
      return String.format(ROOT, "%.2f ms", nanos / 1e6);
    } else {
      return String.format(ROOT, "%.2f s", nanos / 1e9);
    }
  }

  /// An amount of memory.
  static String bytes(double bytes) {
    if (bytes < 1e4) {
      return String.format(ROOT, "%.0f B", bytes);
    }
    return bytes < 1e7
        ? String.format(ROOT, "%.0f kB", bytes / 1e3)
        : String.format(ROOT, "%.0f MB", bytes / 1e6);
  }

  /// A count of anything, small or large.
  static String count(double count) {
    if (count >= 100) {
      return String.format(ROOT, "%.0f", count);
    } else if (count >= 0.01 || count == 0) {
      return String.format(ROOT, "%.2f", count);
    } else {
      return String.format(ROOT, "%.1e", count);
    }
  }

  /// Three digits, and none that is not needed.
  static String plain(double value) {
    final double magnitude = Math.abs(value);
    if (magnitude >= 100 || value == Math.rint(value)) {
      return String.format(ROOT, "%,.0f", value);
    }
    if (magnitude < 0.001) {
      return String.format(ROOT, "%.1e", value);
    }
    return String.format(
        ROOT, magnitude >= 10 ? "%.1f" : magnitude >= 0.1 ? "%.2f" : "%.3f", value);
  }

  /// A ratio, and the smallest and the largest one.
  static String ratio(@Nullable Spread ratio) {
    return ratio == null
        ? NONE
        : String.format(ROOT, "%.2f (%.2f-%.2f)", ratio.median(), ratio.min(), ratio.max());
  }

  /// The same with as many digits as it takes.
  static String spread(Spread spread) {
    return "%s (%s-%s)".formatted(plain(spread.median()), plain(spread.min()), plain(spread.max()));
  }
}
