package io.smolscale.cli.demo;

import java.util.ArrayList;
import java.util.List;

/// Cells in columns as wide as they need to be; the first two columns are aligned to the left.
final class Table {
  private static final int LEFT_ALIGNED = 2;
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /// A line across the whole table.
  void rule() {
    rows.add(List.of());
  }

  List<String> lines() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      if (row.isEmpty()) {
        cells.add("-".repeat(widths[i]));
      } else {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        cells.add(i < LEFT_ALIGNED ? row.get(i) + padding : padding + row.get(i));
      }
    }
    return String.join(GAP, cells).stripTrailing();
  }
}
