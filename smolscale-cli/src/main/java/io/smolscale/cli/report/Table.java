package io.smolscale.cli.report;

import java.util.ArrayList;
import java.util.List;

/// Cells in columns as wide as they need to be; the first columns are aligned to the left.
public final class Table {
  private static final String GAP = "  ";

  private final int leftAligned;
  private final List<List<String>> rows = new ArrayList<>();

  /// An empty table.
  ///
  /// @param leftAligned how many columns begin at the left; the others end at the right
  public Table(int leftAligned) {
    this.leftAligned = leftAligned;
  }

  public void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /// A line across the whole table.
  public void rule() {
    rows.add(List.of());
  }

  public List<String> lines() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      if (row.isEmpty()) {
        cells.add("-".repeat(widths[i]));
      } else {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        cells.add(i < leftAligned ? row.get(i) + padding : padding + row.get(i));
      }
    }
    return String.join(GAP, cells).stripTrailing();
  }
}
