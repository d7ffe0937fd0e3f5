package io.smolscale.bench.result;

import static java.lang.Double.NaN;

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
/// @param disturbed how many of its JVMs somebody disturbed
/// @param allocated bytes on the heap, for each operation; null where nobody knows
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
    int disturbed,
    @Nullable Spread wallNanos,
    @Nullable Spread cpuNanos,
    @Nullable Spread switches,
    @Nullable Spread involuntary,
    @Nullable Spread allocated,
    @Nullable Spread coreWait,
    @Nullable Ratios ratios,
    List<Report> reports) {
  private static final double NANOS_PER_SECOND = 1e9;

  /// What this variant needs of what the first one needs: each ratio is between two JVMs that ran
  /// one after the other, so that a machine that slows down slows down both.
  ///
  /// @param p99 of the typical latencies' 99th percentiles
  public record Ratios(
      @Nullable Spread wall,
      @Nullable Spread cpu,
      @Nullable Spread switches,
      @Nullable Spread p99) {
    private static Ratios of(List<Report> reports, List<Report> base) {
      return new Ratios(
          ratio(reports, base, Report::wallNanosPerOperation),
          ratio(reports, base, Report::cpuNanosPerOperation),
          ratio(reports, base, Report::switchesPerOperation),
          ratio(reports, base, report -> percentile(report, Latency::p99)));
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
  public record Runs(Variant variant, List<Result> results) {
    public Runs(Variant variant) {
      this(variant, new ArrayList<>());
    }

    /// Whether all runs came to their end. If not, another one would only cost time.
    public boolean complete() {
      return results.stream().allMatch(Result.Measured.class::isInstance);
    }

    private List<Report> reports() {
      return results.stream()
          .filter(Result.Measured.class::isInstance)
          .map(result -> ((Result.Measured) result).report())
          .toList();
    }

    private int disturbed() {
      return (int)
          results.stream()
              .filter(
                  result -> result instanceof Result.Measured(_, boolean disturbed) && disturbed)
              .count();
    }

    private String status() {
      return switch (results.getLast()) {
        case Result.Measured _ -> "";
        case Result.Stuck(String why) -> "never completes: " + why;
        case Result.Unreached(String why) -> "no figure: " + why;
        case Result.TimedOut(String hint) -> "timed out: " + hint;
        case Result.Failed _ -> "failed";
      };
    }

    private boolean broken() {
      return switch (results.getLast()) {
        case Result.Measured _, Result.Stuck _, Result.Unreached _ -> false;
        case Result.TimedOut _, Result.Failed _ -> true;
      };
    }
  }

  /// Sums up all runs of a workload, one row for each variant.
  public static List<Row> of(Workload workload, List<Runs> runs) {
    return of(workload.name(), workload.operation(), workload.paced(), runs);
  }

  /// Sums up all runs of whatever has this name, one row for each variant.
  public static List<Row> of(String workload, String operation, boolean paced, List<Runs> runs) {
    final List<Report> base = runs.getFirst().reports();
    final List<Row> rows = new ArrayList<>();
    rows.add(of(workload, operation, paced, runs.getFirst(), null));
    runs.stream()
        .skip(1)
        .map(others -> of(workload, operation, paced, others, base))
        .forEach(rows::add);
    return rows;
  }

  private static Row of(
      String workload, String operation, boolean paced, Runs runs, @Nullable List<Report> base) {
    final List<Report> reports = runs.reports();
    return new Row(
        workload,
        operation,
        paced,
        runs.variant(),
        runs.status(),
        runs.broken(),
        runs.disturbed(),
        figure(reports, Report::wallNanosPerOperation),
        figure(reports, Report::cpuNanosPerOperation),
        figure(reports, Report::switchesPerOperation),
        figure(reports, Report::involuntaryPerOperation),
        figure(reports, Report::allocatedPerOperation),
        figure(reports, Report::coreWait),
        base == null ? null : Ratios.of(reports, base),
        reports);
  }

  /// How many operations there were in a second.
  public @Nullable Spread perSecond() {
    return figure(reports, report -> NANOS_PER_SECOND / report.wallNanosPerOperation());
  }

  /// How much memory the process had at most, in bytes, the heap and all else.
  public @Nullable Spread residentBytes() {
    return figure(reports, report -> report.residentBytes() > 0 ? report.residentBytes() : NaN);
  }

  /// How often a thread of the process was woken, for each operation.
  public @Nullable Spread wakeUps() {
    return figure(reports, Report::wakeUpsPerOperation);
  }

  /// One of the typical latency's percentiles, in microseconds, if latencies were noted, and in one
  /// slice at least no hypervisor took a core away.
  public @Nullable Spread latency(ToDoubleFunction<Latency> which) {
    return figure(reports, report -> percentile(report, which));
  }

  /// The 99th percentile of all latencies, in microseconds, whatever happened to the machine.
  public @Nullable Spread p99OfAll() {
    return figure(
        reports,
        report -> {
          final Latency all = report.latency();
          return all == null ? Double.NaN : all.p99();
        });
  }

  private static double percentile(Report report, ToDoubleFunction<Latency> which) {
    final Latency latency = report.typical();
    return latency == null ? Double.NaN : which.applyAsDouble(latency);
  }

  private static @Nullable Spread figure(List<Report> reports, ToDoubleFunction<Report> figure) {
    return Spread.of(reports.stream().map(figure::applyAsDouble).toList());
  }
}
