package io.smolscale.cli.demo;

import java.time.Duration;
import java.util.Locale;

/// Numbers as the reports and messages write them.
final class Text {
  private Text() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String rate(int perSecond) {
    return count(perSecond) + "/s";
  }

  static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  /// Three digits, or all before the point.
  static String number(double value) {
    String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
