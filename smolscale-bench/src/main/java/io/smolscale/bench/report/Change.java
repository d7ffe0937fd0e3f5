package io.smolscale.bench.report;

import io.smolscale.bench.result.Row;
import io.smolscale.bench.result.Spread;
import io.smolscale.bench.result.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a ratio moved from one run to another.
///
/// What is compared are ratios to the same base, not times: the machine may have changed, or the
/// hour of the day.
///
/// @param figure which ratio
public record Change(String workload, String variant, String figure, Spread before, Spread after) {
  // A difference of less is nobody's business, however sure it is.
  private static final double MATTERS = 1.05;

  /// What to make of it.
  public enum Verdict {
    WORSE,
    BETTER,
    SAME
  }

  /// All ratios that both runs have.
  public static List<Change> between(Summary before, Summary after) {
    final List<Change> changes = new ArrayList<>();
    for (final Row now : after.rows()) {
      find(before, now)
          .ifPresent(then -> {
            add(changes, now, "wall", Ratio.wall(then), Ratio.wall(now));
            add(changes, now, "CPU", Ratio.cpu(then), Ratio.cpu(now));
            add(changes, now, "switches", Ratio.switches(then), Ratio.switches(now));
            add(changes, now, "p99", Ratio.p99(then), Ratio.p99(now));
            add(changes, now, "1 / highest rate", Ratio.leastTime(then), Ratio.leastTime(now));
          });
    }
    return changes;
  }

  /// Only what lies outside of everything seen before is a change: the ranges must not overlap.
  public Verdict verdict() {
    if (after.min() > before.max() && after.median() > before.median() * MATTERS) {
      return Verdict.WORSE;
    } else if (after.max() < before.min() && after.median() * MATTERS < before.median()) {
      return Verdict.BETTER;
    } else {
      return Verdict.SAME;
    }
  }

  private static Optional<Row> find(Summary summary, Row like) {
    return summary.rows().stream()
        .filter(row -> row.workload().equals(like.workload()))
        .filter(row -> row.variant().name().equals(like.variant().name()))
        .findFirst();
  }

  private static void add(
      List<Change> changes,
      Row row,
      String figure,
      @Nullable Spread before,
      @Nullable Spread after) {
    if (before != null && after != null) {
      changes.add(new Change(row.workload(), row.variant().name(), figure, before, after));
    }
  }
}
