package io.smolscale.sim.load;

import io.smolscale.sim.machine.Events;
import io.smolscale.sim.machine.Tally;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Jobs that arrive at random moments, whether or not the machine keeps up: a Poisson process.
public final class Arrivals {
  private final Events events;
  private final Tally tally;
  private final Workload workload;
  private final double nanosBetween;
  private final RandomGenerator random;
  private final Consumer<Task> to;
  private final int jobs;
  private final int warmUp;
  private int arrived;

  /// Makes arrivals that begin with [#start].
  ///
  /// @param nanosBetween the mean time from one to the next
  /// @param warmUp how many arrive before the measurement
  /// @param jobs how many arrive in all
  /// @param to who gets the first task of each
  public Arrivals(
      Events events,
      Tally tally,
      Workload workload,
      double nanosBetween,
      int warmUp,
      int jobs,
      RandomGenerator random,
      Consumer<Task> to) {
    this.events = events;
    this.tally = tally;
    this.workload = workload;
    this.nanosBetween = nanosBetween;
    this.jobs = jobs;
    this.warmUp = warmUp;
    this.random = random;
    this.to = to;
  }

  /// Plans the first one.
  public void start() {
    plan();
  }

  private void plan() {
    events.in(Math.round(nanosBetween * random.nextExponential()), this::arrive);
  }

  private void arrive() {
    if (arrived == warmUp) {
      tally.open(events.now());
    }
    Job job = new Job(workload.shape(), workload.services(random), events.now(), tally);
    arrived++;
    Task first = job.first();
    first.ready(events.now(), Task.OUTSIDE);
    to.accept(first);
    if (arrived < jobs) {
      plan();
    } else {
      tally.close(events.now());
    }
  }
}
