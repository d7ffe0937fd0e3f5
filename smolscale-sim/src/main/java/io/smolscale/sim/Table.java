package io.smolscale.sim;

import static java.util.Locale.ROOT;

import io.smolscale.sim.machine.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// Rows as text for a terminal. Plain ASCII, because not every terminal is ready for more.
final class Table {
  private static final String HEADER =
      "%-13s %9s %9s %9s %9s %7s %7s %7s %9s %9s %8s %9s"
          .formatted(
              "policy",
              "wait p50",
              "p99",
              "p99.9",
              "job p99",
              "cores",
              "awake",
              "wasted",
              "wakes/1k",
              "looks/1k",
              "moves/1k",
              "vain/1k");

  private Table() {}

  static String of(List<Row> rows) {
    return rows.stream()
        .collect(Collectors.groupingBy(Table::title, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(group -> group.getKey() + "\n" + HEADER + "\n" + lines(group.getValue()))
        .collect(Collectors.joining("\n\n"));
  }

  private static String title(Row row) {
    Cell cell = row.cell();
    return "%s on %d cores, load %d %%: %s"
        .formatted(
            Names.of(cell.workload()), cell.cores(), cell.load(), cell.workload().description());
  }

  private static String lines(List<Row> rows) {
    return rows.stream().map(Table::line).collect(Collectors.joining("\n"));
  }

  private static String line(Row row) {
    Figures f = row.figures();
    return String.format(
        ROOT,
        "%-13s %9.1f %9.1f %9.1f %9.1f %7.2f %7.2f %6.1f%% %9.2f %9.0f %8.1f %9.2f",
        Names.of(row.cell().policy()),
        f.waited().p50(),
        f.waited().p99(),
        f.waited().p999(),
        f.stayed().p99(),
        f.work() + f.overhead() + f.searching() + f.spinning(),
        f.awake(),
        100 * f.wasted(),
        1_000 * f.wakesPerTask(),
        1_000 * f.attemptsPerTask(),
        1_000 * f.migrationsPerTask(),
        1_000 * f.idleHelpsPerTask());
  }
}
