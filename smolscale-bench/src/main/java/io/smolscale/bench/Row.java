package io.smolscale.bench;

import io.smolscale.bench.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What we learned about one workload under one variant: a row of the table, and of the JSON file.
///
/// @param status how it ended: empty if as it should
/// @param broken whether that is a failure, rather than a finding about the scheduler
/// @param coreWait how many threads waited for a core: much of it means that the machine was busy
/// @param ratios to the first variant, unless this is the first one
/// @param reports what each of its JVMs said
public record Row(
    String workload,
    String operation,
    boolean paced,
    Variant variant,
    String status,
    boolean broken,
    @Nullable Spread wallNanos,
    @Nullable Spread cpuNanos,
    @Nullable Spread switches,
    @Nullable Spread coreWait,
    @Nullable Ratios ratios,
    List<Report> reports) {

  /// What this variant needs of what the first one needs: each ratio is between two JVMs that ran
  /// one after the other, so that a machine that slows down slows down both.
  public record Ratios(@Nullable Spread wall, @Nullable Spread cpu, @Nullable Spread switches) {
    private static Ratios of(List<Report> reports, List<Report> base) {
      return new Ratios(
          ratio(reports, base, Report::wallNanosPerOperation),
          ratio(reports, base, Report::cpuNanosPerOperation),
          ratio(reports, base, Report::switchesPerOperation));
    }

    private static @Nullable Spread ratio(
        List<Report> reports, List<Report> base, ToDoubleFunction<Report> figure) {
      return Spread.of(
          IntStream.range(0, Math.min(reports.size(), base.size()))
              .mapToObj(
                  i -> figure.applyAsDouble(reports.get(i)) / figure.applyAsDouble(base.get(i)))
              .toList());
    }
  }

  /// All runs of one variant so far.
  record Runs(Variant variant, List<Result> results) {
    Runs(Variant variant) {
      this(variant, new ArrayList<>());
    }

    /// Whether all runs came to their end. If not, another one would only cost time.
    boolean complete() {
      return results.stream().allMatch(Result.Measured.class::isInstance);
    }

    private List<Report> reports() {
      return results.stream()
          .filter(Result.Measured.class::isInstance)
          .map(result -> ((Result.Measured) result).report())
          .toList();
    }

    private String status() {
      return switch (results.getLast()) {
        case Result.Measured _ -> "";
        case Result.Stuck(String why) -> "never completes: " + why;
        case Result.TimedOut(String hint) -> "timed out: " + hint;
        case Result.Failed _ -> "failed";
      };
    }

    private boolean broken() {
      return !complete() && !(results.getLast() instanceof Result.Stuck);
    }
  }

  /// Sums up all runs of a workload, one row for each variant.
  static List<Row> of(Workload workload, List<Runs> runs) {
    final List<Report> base = runs.getFirst().reports();
    final List<Row> rows = new ArrayList<>();
    rows.add(of(workload, runs.getFirst(), null));
    runs.stream().skip(1).map(others -> of(workload, others, base)).forEach(rows::add);
    return rows;
  }

  private static Row of(Workload workload, Runs runs, @Nullable List<Report> base) {
    final List<Report> reports = runs.reports();
    return new Row(
        workload.name(),
        workload.operation(),
        workload.paced(),
        runs.variant(),
        runs.status(),
        runs.broken(),
        figure(reports, Report::wallNanosPerOperation),
        figure(reports, Report::cpuNanosPerOperation),
        figure(reports, Report::switchesPerOperation),
        figure(reports, Report::coreWait),
        base == null ? null : Ratios.of(reports, base),
        reports);
  }

  /// The middle one of a latency's percentiles, in microseconds, or NaN if there is none.
  double latency(ToDoubleFunction<Report.Latency> percentile) {
    final List<Double> values = new ArrayList<>();
    for (final Report report : reports) {
      final Report.Latency latency = report.latency();
      if (latency != null) {
        values.add(percentile.applyAsDouble(latency));
      }
    }
    final Spread spread = Spread.of(values);
    return spread == null ? Double.NaN : spread.median();
  }

  private static @Nullable Spread figure(List<Report> reports, ToDoubleFunction<Report> figure) {
    return Spread.of(reports.stream().map(figure::applyAsDouble).toList());
  }
}
