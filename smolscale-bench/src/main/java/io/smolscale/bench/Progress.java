package io.smolscale.bench;

import io.smolscale.bench.report.Numbers;
import io.smolscale.bench.result.Report;
import io.smolscale.bench.result.Result;
import io.smolscale.bench.result.Variant;
import java.time.Duration;

/// Says on stderr what is going on, and how long it will take.
public final class Progress {
  private final long start = System.nanoTime();
  private final int total;
  private int done;

  /// Begins.
  ///
  /// @param total how many steps there will be
  public Progress(int total) {
    this.total = total;
  }

  /// One more JVM has ended, and `skipped` others need not be started.
  void step(String workload, Variant variant, Result result, int skipped) {
    step(workload, variant.name(), describe(result), skipped);
  }

  /// One more figure is there, and `skipped` others will not come.
  public void step(String workload, String side, String outcome, int skipped) {
    done += 1 + skipped;
    System.err.printf(
        "[%d/%d, about %s left] %s, %s: %s%n", done, total, left(), workload, side, outcome);
  }

  private String left() {
    final Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    final Duration left = elapsed.multipliedBy(total - done).dividedBy(done);
    return "%d:%02d min".formatted(left.toMinutes(), left.toSecondsPart());
  }

  /// What became of a JVM, in half a sentence.
  public static String describe(Result result) {
    return switch (result) {
      case Result.Measured(Report report, boolean disturbed) ->
          "%s/op, %s CPU/op on %s%s"
              .formatted(
                  Numbers.time(report.wallNanosPerOperation()),
                  Numbers.time(report.cpuNanosPerOperation()),
                  report.carrier(),
                  disturbed ? ", disturbed" : "");
      case Result.Stuck(String why) -> "never completes: " + why;
      case Result.Unreached(String why) -> "no figure: " + why;
      case Result.TimedOut(String hint) -> "timed out: " + hint;
      case Result.Failed(String output) -> "failed:\n" + output;
    };
  }
}
