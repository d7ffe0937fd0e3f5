package io.smolscale.bench;

import io.smolscale.bench.result.Result;
import io.smolscale.bench.result.Row;
import io.smolscale.bench.result.Variant;
import io.smolscale.bench.workload.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Runs everything, in an order that is fair.
///
/// Each measurement has a JVM of its own, because what one workload taught the compiler and the
/// scheduler must not help the next. Variants take turns, because on a shared machine the minute
/// matters more than the scheduler: a ratio is only ever between neighbours. Before and after each
/// JVM a [Calibration] looks whether the machine is ours; what somebody disturbed is repeated.
final class Suite {
  private final Launcher launcher;
  private final int rounds;
  private final int repeats;
  private final Duration patience;
  private final Calibration calibration = new Calibration();

  /// @param repeats how often a disturbed measurement is repeated at most
  /// @param patience how long to wait, before each round, for the machine to be quiet
  Suite(Launcher launcher, int rounds, int repeats, Duration patience) {
    this.launcher = launcher;
    this.rounds = rounds;
    this.repeats = repeats;
    this.patience = patience;
  }

  /// Runs each workload on all its sides, of which the first is what the others are compared to.
  List<Row> run(List<Workload> workloads, Function<Workload, List<Variant>> sides)
      throws IOException, InterruptedException {
    final Progress progress =
        new Progress(
            rounds * workloads.stream().mapToInt(workload -> sides.apply(workload).size()).sum());
    final List<Row> rows = new ArrayList<>();
    for (final Workload workload : workloads) {
      final List<Row.Runs> runs = sides.apply(workload).stream().map(Row.Runs::new).toList();
      if (!runs.isEmpty()) {
        run(workload, runs, progress);
        rows.addAll(Row.of(workload, runs));
      }
    }
    return rows;
  }

  private void run(Workload workload, List<Row.Runs> runs, Progress progress)
      throws IOException, InterruptedException {
    for (int round = 1; round <= rounds; round++) {
      Quiet.await(patience);
      for (final Row.Runs side : runs) {
        if (side.complete()) {
          final Result result = measure(side.variant(), workload);
          side.results().add(result);
          progress.step(
              workload.name(), side.variant(), result, side.complete() ? 0 : rounds - round);
        }
      }
    }
  }

  private Result measure(Variant variant, Workload workload)
      throws IOException, InterruptedException {
    Result result = measureOnce(variant, workload);
    for (int i = 0; i < repeats && isDisturbed(result); i++) {
      result = measureOnce(variant, workload);
    }
    return result;
  }

  private Result measureOnce(Variant variant, Workload workload)
      throws IOException, InterruptedException {
    final boolean before = calibration.isDisturbed();
    final Result result = launcher.run(variant, workload);
    final boolean after = calibration.isDisturbed();
    return result instanceof Result.Measured(var report, _)
        ? new Result.Measured(report, before || after)
        : result;
  }

  private static boolean isDisturbed(Result result) {
    return result instanceof Result.Measured(_, boolean disturbed) && disturbed;
  }
}
