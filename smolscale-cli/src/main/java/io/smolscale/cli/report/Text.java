package io.smolscale.cli.report;

import java.time.Duration;
import java.util.Locale;

/// Numbers as the reports and messages write them.
public final class Text {
  private Text() {}

  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  public static String rate(int perSecond) {
    return count(perSecond) + "/s";
  }

  public static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  public static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  /// Three digits, or all before the point.
  public static String number(double value) {
    String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
