package io.smolscale.cli.compare;

import io.smolscale.cli.measure.Ratio;
import io.smolscale.cli.report.Table;
import io.smolscale.cli.report.Text;
import java.util.ArrayList;
import java.util.List;

/// The results for a reader: one table, then what it means, then what to make of it.
final class TextReport {
  private static final String NOT_AVAILABLE = "n/a";

  private TextReport() {}

  static String of(Results results) {
    Plan plan = results.plan();
    List<String> lines = new ArrayList<>();
    lines.add(String.join(" ", results.command()));
    lines.add(
        (plan.rounds() == 1 ? "One run on each scheduler" : "Medians of " + plan.rounds() + " runs")
            + plan.limit()
                .map(limit -> ", each stopped after " + limit.toSeconds() + " s")
                .orElse("")
            + "; the whole process, from start to end; ratio: smolscale to JDK. "
            + Runtime.getRuntime().availableProcessors()
            + " cores.");
    lines.add("");
    lines.addAll(table(results).lines());
    lines.add("");
    lines.addAll(Words.about(results));
    lines.add("What the program printed is in " + plan.logs() + ".");
    return String.join("\n", lines);
  }

  private static Table table(Results results) {
    Table table = new Table(1);
    List<String> headings = new ArrayList<>(List.of("scheduler"));
    List<String> ratios = new ArrayList<>(List.of("ratio"));
    for (Figure figure : Figure.values()) {
      headings.add(figure.heading());
      ratios.add(
          results
              .ratio(figure)
              .map(Ratio::value)
              .map(value -> Text.ratio(value))
              .orElse(NOT_AVAILABLE));
    }
    table.row(headings);
    table.rule();
    for (Contender contender : results.plan().contenders()) {
      List<String> cells = new ArrayList<>(List.of(contender.name()));
      for (Figure figure : Figure.values()) {
        var median = results.median(contender, figure);
        cells.add(median.isPresent() ? figure.format(median.getAsDouble()) : NOT_AVAILABLE);
      }
      table.row(cells);
    }
    table.row(ratios);
    return table;
  }
}
