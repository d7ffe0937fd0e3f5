package io.smolscale.bench;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Rows as text for a terminal. Plain ASCII, because not every terminal is ready for more.
final class Table {
  private static final String GAP = "  ";
  private static final String NONE = "-";

  private static final List<String> HEADER =
      List.of(
          "workload",
          "variant",
          "wall/op",
          "CPU/op",
          "switches/op",
          "wall ratio",
          "CPU ratio",
          "switches ratio",
          "core wait",
          "p50 / p99 / p99.9 us");

  private Table() {}

  static String of(List<Row> rows) {
    final List<List<String>> lines = new ArrayList<>();
    lines.add(HEADER);
    rows.forEach(row -> lines.add(cells(row)));
    final int[] widths =
        IntStream.range(0, HEADER.size())
            .map(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toArray();
    return lines.stream().map(line -> pad(line, widths)).collect(Collectors.joining("\n"));
  }

  /// A time in the unit that suits it.
  static String time(double nanos) {
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

  private static List<String> cells(Row row) {
    final Row.Ratios ratios = row.ratios();
    return List.of(
        row.ratios() == null ? row.workload() : "",
        row.variant().name(),
        row.paced() ? NONE : median(row.wallNanos(), Table::time),
        median(row.cpuNanos(), Table::time),
        median(row.switches(), Table::count),
        ratios == null || row.paced() ? NONE : ratio(ratios.wall()),
        ratios == null ? NONE : ratio(ratios.cpu()),
        ratios == null ? NONE : ratio(ratios.switches()),
        median(row.coreWait(), Table::count),
        row.status().isEmpty() ? latency(row) : row.status());
  }

  private static String latency(Row row) {
    final double p50 = row.latency(Report.Latency::p50);
    return Double.isNaN(p50)
        ? ""
        : String.format(
            ROOT,
            "%.0f / %.0f / %.0f",
            p50,
            row.latency(Report.Latency::p99),
            row.latency(Report.Latency::p999));
  }

  private static String median(@Nullable Spread spread, Function<Double, String> format) {
    return spread == null ? NONE : format.apply(spread.median());
  }

  private static String ratio(@Nullable Spread ratio) {
    return ratio == null
        ? NONE
        : String.format(ROOT, "%.2f (%.2f-%.2f)", ratio.median(), ratio.min(), ratio.max());
  }

  private static String count(double count) {
    if (count >= 100) {
      return String.format(ROOT, "%.0f", count);
    } else if (count >= 0.01 || count == 0) {
      return String.format(ROOT, "%.2f", count);
    } else {
      return String.format(ROOT, "%.1e", count);
    }
  }

  private static String pad(List<String> cells, int[] widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }
}
