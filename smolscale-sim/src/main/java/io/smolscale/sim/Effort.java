package io.smolscale.sim;

import io.smolscale.sim.load.Workload;

/// How long a run is.
///
/// @param tasks as many tasks at least
/// @param mostTasks and as many at most
/// @param nanos and within these limits, so much virtual time
/// @param warmUpNanos how much virtual time goes before
public record Effort(int tasks, int mostTasks, long nanos, long warmUpNanos) {
  /// For figures to quote.
  public static final Effort FULL = new Effort(200_000, 1_500_000, 50_000_000, 40_000_000);

  /// For a first look.
  public static final Effort QUICK = new Effort(20_000, 300_000, 20_000_000, 20_000_000);

  /// How many jobs.
  ///
  /// @param nanosBetween from one job's arrival to the next, on average
  public int jobs(Workload workload, double nanosBetween) {
    double tasks = nanos / nanosBetween * workload.tasks();
    return (int) (Math.clamp(tasks, this.tasks, mostTasks) / workload.tasks());
  }
}
