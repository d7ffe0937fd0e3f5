package io.smolscale.bench.report;

import static java.util.Locale.ROOT;

import io.smolscale.bench.result.Latency;
import io.smolscale.bench.result.Row;
import io.smolscale.bench.result.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Rows as text for a terminal (plain ASCII, because not every one is ready for more), and as HTML.
public final class ResultTable {
  private static final String GAP = "  ";

  private static final List<String> HEADER =
      List.of(
          "workload",
          "variant",
          "wall/op",
          "CPU/op",
          "switches/op",
          "wake-ups/op",
          "wall ratio",
          "CPU ratio",
          "switches ratio",
          "p99 ratio",
          "allocated/op",
          "memory",
          "core wait",
          "p99 us, all",
          "p50 / p99 / p99.9 us");

  private ResultTable() {}

  /// For a terminal.
  public static String text(List<Row> rows) {
    final List<List<String>> lines = new ArrayList<>();
    lines.add(HEADER);
    rows.forEach(row -> lines.add(cells(row)));
    final int[] widths =
        IntStream.range(0, HEADER.size())
            .map(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toArray();
    return lines.stream().map(line -> pad(line, widths)).collect(Collectors.joining("\n"));
  }

  static String html(List<Row> rows) {
    final StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>\n");
    html.append(line("th", "", HEADER));
    for (final Row row : rows) {
      html.append(line("td", row.ratios() == null ? " class=\"first\"" : "", cells(row)));
    }
    return html.append("</table></div>\n").toString();
  }

  private static String line(String element, String attributes, List<String> cells) {
    return cells.stream()
        .map(cell -> "<%s>%s</%s>".formatted(element, Svg.escape(cell), element))
        .collect(Collectors.joining("", "<tr" + attributes + ">", "</tr>\n"));
  }

  private static List<String> cells(Row row) {
    final Row.Ratios ratios = row.ratios();
    return List.of(
        row.ratios() == null ? row.workload() : "",
        row.variant().name() + (row.disturbed() > 0 ? " ~" : ""),
        row.paced() ? Numbers.NONE : median(row.wallNanos(), Numbers::time),
        median(row.cpuNanos(), Numbers::time),
        median(row.switches(), Numbers::count),
        median(row.wakeUps(), Numbers::count),
        ratios == null || row.paced() ? Numbers.NONE : Numbers.ratio(ratios.wall()),
        ratios == null ? Numbers.NONE : Numbers.ratio(ratios.cpu()),
        ratios == null ? Numbers.NONE : Numbers.ratio(ratios.switches()),
        ratios == null ? Numbers.NONE : Numbers.ratio(ratios.p99()),
        median(row.allocated(), Numbers::bytes),
        median(row.residentBytes(), Numbers::bytes),
        median(row.coreWait(), Numbers::count),
        median(row.p99OfAll(), Numbers::count),
        row.status().isEmpty() ? latency(row) : row.status());
  }

  private static String latency(Row row) {
    final Spread p50 = row.latency(Latency::p50);
    final Spread p99 = row.latency(Latency::p99);
    final Spread p999 = row.latency(Latency::p999);
    return p50 == null || p99 == null || p999 == null
        ? ""
        : String.format(ROOT, "%.0f / %.0f / %.0f", p50.median(), p99.median(), p999.median());
  }

  private static String median(@Nullable Spread spread, Function<Double, String> format) {
    return spread == null ? Numbers.NONE : format.apply(spread.median());
  }

  private static String pad(List<String> cells, int[] widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }
}
