package io.smolscale.bench.report;

import io.smolscale.bench.result.Row;
import io.smolscale.bench.result.Spread;
import io.smolscale.bench.service.Level;
import io.smolscale.bench.service.Subject;
import org.jspecify.annotations.Nullable;

/// The ratios of a row that tell something; null where one does not.
///
/// At a rate that a clock sets, wall time says nothing. At the highest rate that a service bears,
/// it is the rate that counts, and all else is at different rates.
final class Ratio {
  private Ratio() {}

  static @Nullable Spread cpu(Row row) {
    final Row.Ratios ratios = row.ratios();
    return ratios == null || isHighest(row) ? null : ratios.cpu();
  }

  static @Nullable Spread switches(Row row) {
    final Row.Ratios ratios = row.ratios();
    return ratios == null || isHighest(row) ? null : ratios.switches();
  }

  static @Nullable Spread p99(Row row) {
    final Row.Ratios ratios = row.ratios();
    return ratios == null || isHighest(row) ? null : ratios.p99();
  }

  static @Nullable Spread wall(Row row) {
    final Row.Ratios ratios = row.ratios();
    return ratios == null || row.paced() || isHighest(row) ? null : ratios.wall();
  }

  /// How much time there is for a request at the highest rate, for one of the first side's.
  static @Nullable Spread leastTime(Row row) {
    final Row.Ratios ratios = row.ratios();
    return ratios == null || !isHighest(row) ? null : ratios.wall();
  }

  /// How many requests a second a service bears at most, for one of the first side's.
  static @Nullable Spread highestRate(Row row) {
    final Spread time = leastTime(row);
    return time == null ? null : time.inverse();
  }

  /// Whether a row is about the highest rate of a service.
  static boolean isHighest(Row row) {
    return Subject.named(row.workload())
        .filter(subject -> subject.level() instanceof Level.Highest)
        .isPresent();
  }
}
