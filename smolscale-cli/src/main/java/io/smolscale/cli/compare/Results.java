package io.smolscale.cli.compare;

import io.smolscale.cli.measure.Ratio;
import io.smolscale.cli.measure.Stats;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything that was measured; the reports are views of it.
///
/// @param command as the user gave it
/// @param share where the CPU time goes on the JDK's scheduler
record Results(Plan plan, List<String> command, List<Run> runs, ShareRun share) {
  Results {
    command = List.copyOf(command);
    runs = List.copyOf(runs);
  }

  List<Run> runsOf(Contender contender) {
    return runs.stream().filter(run -> run.contender().equals(contender.name())).toList();
  }

  OptionalDouble median(Contender contender, Figure figure) {
    double[] values = values(contender, figure);
    return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Stats.median(values));
  }

  Optional<Ratio> ratio(Figure figure) {
    return Ratio.of(values(plan.baseline(), figure), values(plan.candidate(), figure));
  }

  private double[] values(Contender contender, Figure figure) {
    return runsOf(contender).stream().flatMapToDouble(run -> figure.of(run).stream()).toArray();
  }

  /// Returns whether every run did what it was meant to, and both sides ended in the same ways.
  boolean allWell() {
    return runs.stream().noneMatch(Run::failed)
        && endsOf(plan.baseline()).equals(endsOf(plan.candidate()));
  }

  private Set<Run.End> endsOf(Contender side) {
    return runsOf(side).stream().map(Run::end).collect(Collectors.toSet());
  }
}
