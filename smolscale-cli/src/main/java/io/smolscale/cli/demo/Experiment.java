package io.smolscale.cli.demo;

import io.smolscale.cli.measure.Surroundings;
import io.smolscale.cli.report.Progress;
import io.smolscale.cli.report.Text;
import java.util.ArrayList;
import java.util.List;

/// The course of the measurement: both sides up and warm, then round by round.
///
/// A machine drifts: its clock rate, its neighbours, its temperature. So the sides take turns, each
/// pair of windows is measured within seconds, and who goes first changes from round to round.
final class Experiment {
  private final Plan plan;
  private final Progress progress;

  Experiment(Plan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
  }

  Results run() throws InterruptedException {
    progress.phase("starting two services, each in a JVM of its own");
    try (Side baseline = Side.start(plan.baseline());
        Side candidate = Side.start(plan.candidate())) {
      double peak = Math.min(warmUp(baseline), warmUp(candidate));
      List<Integer> rates = plan.ratesFor(peak);
      rehearse(List.of(baseline, candidate), rates);
      List<Window> windows = measure(baseline, candidate, rates);
      return new Results(Results.Environment.current(), plan, rates, peak, windows);
    } finally {
      progress.done();
    }
  }

  private double warmUp(Side side) {
    progress.phase("warming up: " + side.contender().name() + ", as fast as it goes");
    return side.warmUp();
  }

  private void rehearse(List<Side> sides, List<Integer> rates) {
    progress.phase("warming up: both at the rates that will be measured");
    for (int rate : rates) {
      sides.forEach(side -> side.rehearse(rate));
    }
  }

  private List<Window> measure(Side baseline, Side candidate, List<Integer> rates) {
    Surroundings surroundings =
        new Surroundings(
            List.of(
                ProcessHandle.current(),
                baseline.service().handle(),
                candidate.service().handle()));
    List<Window> windows = new ArrayList<>();
    for (int round = 1; round <= Plan.ROUNDS; round++) {
      progress.phase("measuring: round " + round + " of " + Plan.ROUNDS);
      List<Side> order =
          round % 2 == 1 ? List.of(baseline, candidate) : List.of(candidate, baseline);
      for (int rate : rates) {
        for (Side side : order) {
          progress.detail(
              "measuring: round %d of %d, %s at %s"
                  .formatted(round, Plan.ROUNDS, side.contender().name(), Text.rate(rate)));
          windows.add(side.measure(rate, round, plan, surroundings));
        }
      }
    }
    return windows;
  }
}
