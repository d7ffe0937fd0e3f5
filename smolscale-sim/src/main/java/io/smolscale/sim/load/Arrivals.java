package io.smolscale.sim.load;

import io.smolscale.sim.machine.Events;
import io.smolscale.sim.machine.Tally;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Jobs that arrive at random moments, whether or not the machine keeps up: a Poisson process. Its
/// rate rises from nothing during the first half of the warm-up, so that the measurement does not
/// begin with what piled up while the first workers woke.
public final class Arrivals {
  private static final double LEAST_RISE = 0.01;

  private final Events events;
  private final Tally tally;
  private final Workload workload;
  private final double nanosBetween;
  private final RandomGenerator random;
  private final Consumer<Task> to;
  private final long warmUpNanos;
  private int left;

  /// Makes arrivals that begin with [#start].
  ///
  /// @param nanosBetween the mean time from one to the next
  /// @param warmUpNanos how long before the measurement begins
  /// @param jobs how many arrive from then on
  /// @param to who gets the first task of each
  public Arrivals(
      Events events,
      Tally tally,
      Workload workload,
      double nanosBetween,
      long warmUpNanos,
      int jobs,
      RandomGenerator random,
      Consumer<Task> to) {
    this.events = events;
    this.tally = tally;
    this.workload = workload;
    this.nanosBetween = nanosBetween;
    this.left = jobs;
    this.warmUpNanos = warmUpNanos;
    this.random = random;
    this.to = to;
  }

  /// Plans the first one.
  public void start() {
    plan();
  }

  private void plan() {
    double rise = Math.clamp(2.0 * events.now() / warmUpNanos, LEAST_RISE, 1);
    events.in(Math.round(nanosBetween / rise * random.nextExponential()), this::arrive);
  }

  private void arrive() {
    if (!tally.isOpen() && events.now() >= warmUpNanos) {
      tally.open(events.now());
    }
    Job job = new Job(workload.shape(), workload.services(random), events.now(), tally);
    left -= tally.isOpen() ? 1 : 0;
    Task first = job.first();
    first.ready(events.now(), Task.OUTSIDE);
    to.accept(first);
    if (left > 0) {
      plan();
    } else {
      tally.close(events.now());
    }
  }
}
