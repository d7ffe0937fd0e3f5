package io.smolscale.cli.demo;

import io.smolscale.cli.report.Table;
import io.smolscale.cli.report.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The results for a reader: one table, then what it means, then what to make of it.
final class TextReport {
  private static final String NOT_AVAILABLE = "n/a";

  private TextReport() {}

  static String of(Results results) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "A blocking HTTP service with three message hops on virtual threads; open-loop load on "
            + Plan.CONNECTIONS
            + " connections.");
    lines.add(
        "Medians of %d rounds of %s s; ratio: %s to %s. JDK %s, %s, %d cores."
            .formatted(
                Plan.ROUNDS,
                Text.number(Text.seconds(results.plan().window())),
                results.plan().candidate().name(),
                results.plan().baseline().name(),
                results.environment().jdk(),
                results.environment().os(),
                results.environment().cores()));
    lines.add("");
    lines.addAll(table(results).lines());
    lines.add("");
    lines.addAll(Words.about(results));
    return String.join("\n", lines);
  }

  /// Returns what to do next with a program of one's own.
  ///
  /// @param launcher the command smolscale
  static String next(String launcher) {
    return """
    Next, with a program of yours:
      %1$s compare --seconds 60 -- java -jar app.jar   # on both schedulers in turn; you bring the load
      %1$s run -- java -jar app.jar                    # on smolscale\
    """
        .formatted(launcher);
  }

  private static Table table(Results results) {
    Table table = new Table(2);
    List<String> headings = new ArrayList<>(List.of("rate", "scheduler"));
    for (Figure figure : Figure.values()) {
      headings.add(figure.heading());
    }
    headings.addAll(List.of("requests", "errors"));
    table.row(headings);
    for (Results.Comparison comparison : results.comparisons()) {
      table.rule();
      for (Series side : comparison.sides()) {
        table.row(row(side));
      }
      table.row(ratioRow(comparison));
    }
    return table;
  }

  private static List<String> row(Series side) {
    List<String> cells = new ArrayList<>(List.of(Text.rate(side.rate()), side.contender().name()));
    for (Figure figure : Figure.values()) {
      cells.add(cell(side.median(figure), figure));
    }
    cells.add(Text.count(side.requests()));
    cells.add(Text.count(side.errors()));
    return cells;
  }

  private static String cell(OptionalDouble value, Figure figure) {
    if (value.isEmpty()) {
      return NOT_AVAILABLE;
    }
    return Text.number(value.getAsDouble()) + (figure.isTime() ? " µs" : "");
  }

  private static List<String> ratioRow(Results.Comparison comparison) {
    List<String> cells = new ArrayList<>(List.of("", "ratio"));
    for (Figure figure : Figure.values()) {
      cells.add(
          comparison.ratio(figure).map(ratio -> Text.ratio(ratio.value())).orElse(NOT_AVAILABLE));
    }
    cells.addAll(List.of("", ""));
    return cells;
  }
}
