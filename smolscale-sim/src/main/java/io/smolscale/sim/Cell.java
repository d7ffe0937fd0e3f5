package io.smolscale.sim;

import io.smolscale.sim.load.Arrivals;
import io.smolscale.sim.load.Workload;
import io.smolscale.sim.machine.Costs;
import io.smolscale.sim.machine.Events;
import io.smolscale.sim.machine.Figures;
import io.smolscale.sim.machine.Host;
import io.smolscale.sim.machine.Machine;
import io.smolscale.sim.machine.Processors;
import io.smolscale.sim.machine.Tally;
import io.smolscale.sim.policy.Policy;
import java.util.Objects;
import java.util.SplittableRandom;

/// One run of the simulator: one policy under one load on one machine.
///
/// @param workload what the tasks are like
/// @param cores how many cores there are
/// @param load how much the tasks take of what is left of the cores, in percent
/// @param policy the scheduler
public record Cell(Workload workload, int cores, int load, Policy.Kind policy) {

  /// Runs it.
  ///
  /// @param seed policies that are given the same one meet the same jobs at the same moments
  /// @param effort how long
  public Figures run(Costs costs, Host host, long seed, Effort effort) {
    long mixed = Objects.hash(workload.name(), cores, load) + 31 * seed;
    Events events = new Events();
    Tally tally = new Tally();
    Processors processors = new Processors(events, cores, costs.slice());
    if (host.stolenPercent() > 0) {
      processors.share(host, new SplittableRandom(mixed + 1));
    }
    Machine machine =
        new Machine(
            cores * host.workersPerCore(),
            events,
            processors,
            costs,
            tally,
            new SplittableRandom(~mixed));
    Policy scheduler = policy.on(machine);
    double between = workload.meanNanos() * 100.0 / (cores * host.left() * load);
    new Arrivals(
            events,
            tally,
            workload,
            between,
            effort.warmUpNanos(),
            effort.jobs(workload, between),
            new SplittableRandom(mixed),
            scheduler::submit)
        .start();
    events.run();
    if (tally.unfinished() > 0) {
      throw new IllegalStateException(this + " lost " + tally.unfinished() + " jobs");
    }
    return tally.figures();
  }
}
