package io.smolscale.sim;

import static java.util.Locale.ROOT;
import static java.util.stream.Collectors.toMap;

import io.smolscale.sim.machine.Figures;
import io.smolscale.sim.policy.Policy;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Ours over stealing, as ratios of what both did with the same jobs: the claim that the simulator
/// is to judge. Text for a terminal.
final class Comparison {
  private static final String HEADER =
      "%-8s %5s %5s  %-20s %8s %8s %9s %12s %14s"
          .formatted(
              "workload",
              "cores",
              "load",
              "p99 wait",
              "p99.9",
              "job p99",
              "wakes",
              "wakes+looks",
              "wasted");

  private Comparison() {}

  /// The table; empty when not both have run.
  static String of(List<Row> rows) {
    Map<Cell, Row> byCell = rows.stream().collect(toMap(Row::cell, row -> row));
    String lines =
        rows.stream()
            .filter(row -> row.cell().policy() == Policy.Kind.BALANCE)
            .filter(row -> byCell.containsKey(rival(row.cell())))
            .map(row -> line(row, Objects.requireNonNull(byCell.get(rival(row.cell())))))
            .collect(Collectors.joining("\n"));
    if (lines.isEmpty()) {
      return "";
    }
    int seeds = rows.getFirst().runs().size();
    return """
    balance over stealing%s; * where the p99 wait is longer
    %s
    %s\
    """
        .formatted(
            seeds == 1 ? "" : ", mean of %d seeds (smallest to largest)".formatted(seeds),
            HEADER,
            lines);
  }

  private static Cell rival(Cell cell) {
    return new Cell(cell.workload(), cell.cores(), cell.load(), Policy.Kind.STEALING);
  }

  private static String line(Row ours, Row theirs) {
    DoubleSummaryStatistics wait = ratios(ours, theirs, f -> f.waited().p99());
    return String.format(
        ROOT,
        "%-8s %5d %3d %%  %-20s %8s %8s %9s %12s %5.0f / %2.0f %%",
        Names.of(ours.cell().workload()),
        ours.cell().cores(),
        ours.cell().load(),
        text(wait) + spread(wait) + (isLonger(wait) ? " *" : ""),
        text(ratios(ours, theirs, f -> f.waited().p999())),
        text(ratios(ours, theirs, f -> f.stayed().p99())),
        text(ratios(ours, theirs, Figures::wakesPerTask)),
        text(ratios(ours, theirs, f -> f.wakesPerTask() + f.attemptsPerTask()), "%.3f"),
        100 * ours.figures().wasted(),
        100 * theirs.figures().wasted());
  }

  /// Seed by seed; a seed in which they had nothing of it has no ratio.
  private static DoubleSummaryStatistics ratios(
      Row ours, Row theirs, ToDoubleFunction<Figures> what) {
    return IntStream.range(0, ours.runs().size())
        .filter(i -> what.applyAsDouble(theirs.runs().get(i)) > 0)
        .mapToDouble(
            i -> what.applyAsDouble(ours.runs().get(i)) / what.applyAsDouble(theirs.runs().get(i)))
        .summaryStatistics();
  }

  /// By more than the table shows.
  private static boolean isLonger(DoubleSummaryStatistics ratios) {
    return ratios.getAverage() >= 1.005;
  }

  private static String text(DoubleSummaryStatistics ratios) {
    return text(ratios, "%.2f");
  }

  private static String text(DoubleSummaryStatistics ratios, String format) {
    return ratios.getCount() == 0 ? "-" : String.format(ROOT, format, ratios.getAverage());
  }

  private static String spread(DoubleSummaryStatistics ratios) {
    return ratios.getCount() < 2
        ? ""
        : String.format(ROOT, " (%.2f-%.2f)", ratios.getMin(), ratios.getMax());
  }
}
