package io.smolscale.cli.compare;

import io.smolscale.cli.report.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The course of the measurement: round by round, one side after the other; then the recorded run.
record Experiment(Plan plan, List<String> command, Progress progress) {
  Results run() throws IOException, InterruptedException {
    List<Run> runs = new ArrayList<>();
    ShareRun share;
    try {
      for (int round = 1; round <= plan.rounds(); round++) {
        for (Contender contender : plan.order(round)) {
          progress.phase("round %d of %d: %s".formatted(round, plan.rounds(), contender.name()));
          runs.add(run(contender, round));
        }
      }
      share = ShareRun.of(plan, runs, progress);
    } finally {
      progress.done();
    }
    return new Results(plan, command, runs, share);
  }

  private Run run(Contender contender, int round) throws IOException, InterruptedException {
    String log = "%d-%s.log".formatted(round, contender.name().toLowerCase(Locale.ROOT));
    Proof proof = Proof.in(plan.logs());
    Run run =
        Execution.run(
            contender,
            round,
            plan.limit(),
            plan.logs().resolve(log),
            proof.environment(),
            progress);
    proof.check(contender, run);
    return run;
  }
}
