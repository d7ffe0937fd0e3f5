package io.smolscale.internal.profile;

import java.util.List;
import java.util.Locale;

/// The profile as text, for people.
public final class Table {
  private Table() {}

  /// A head, and a line for each site.
  public static String of(List<Site.Line> lines) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-40s %10s %8s %12s %10s %10s %10s\n",
            "spawned at",
            "started",
            "alive",
            "runs",
            "run total",
            "longest",
            "waited"));
    for (Site.Line line : lines) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-40s %,10d %,8d %,12d %10s %10s %10s\n",
              line.name(),
              line.started(),
              line.started() - line.ended(),
              line.runs(),
              time(line.ran()),
              time(line.longest()),
              time(line.waited())));
    }
    return text.toString();
  }

  private static String time(long time) {
    double nanos = (double) time; // exact below 104 days, and shown with three digits
    return nanos < 1e6
        ? String.format(Locale.ROOT, "%.1f µs", nanos / 1e3)
        : nanos < 1e9
            ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
            : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }
}
