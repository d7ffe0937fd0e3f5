package io.smolscale.sim.machine;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What came out of one run. Processor time is in cores: 1 is one core all the time.
///
/// @param tasks how many tasks started while it was measured
/// @param millis for how long it was measured, in virtual milliseconds
/// @param waited from the moment when a task could run until it ran
/// @param stayed from the arrival of a job until its last task was done
/// @param work spent on tasks
/// @param overhead spent on wake-ups, cold caches, submissions and the balancer
/// @param searching spent on looking at other workers' queues
/// @param spinning spent on waiting for work with open eyes
/// @param wasted the share of all that was not spent on tasks, 0 to 1
/// @param awake how many workers were awake on average
/// @param wakesPerTask threads woken, for each task
/// @param attemptsPerTask looks at another worker's queue, for each task
/// @param migrationsPerTask moves to another core, for each task
/// @param idleHelpsPerTask helpers that did not earn their wake-up, for each task
public record Figures(
    long tasks,
    double millis,
    Delay waited,
    Delay stayed,
    double work,
    double overhead,
    double searching,
    double spinning,
    double wasted,
    double awake,
    double wakesPerTask,
    double attemptsPerTask,
    double migrationsPerTask,
    double idleHelpsPerTask) {

  /// Each figure's mean over several runs, at least one.
  public static Figures mean(List<Figures> runs) {
    ToDoubleFunction<ToDoubleFunction<Figures>> mean =
        of -> runs.stream().mapToDouble(of).average().orElseThrow();
    return new Figures(
        Math.round(mean.applyAsDouble(Figures::tasks)),
        mean.applyAsDouble(Figures::millis),
        Delay.mean(runs.stream().map(Figures::waited).toList()),
        Delay.mean(runs.stream().map(Figures::stayed).toList()),
        mean.applyAsDouble(Figures::work),
        mean.applyAsDouble(Figures::overhead),
        mean.applyAsDouble(Figures::searching),
        mean.applyAsDouble(Figures::spinning),
        mean.applyAsDouble(Figures::wasted),
        mean.applyAsDouble(Figures::awake),
        mean.applyAsDouble(Figures::wakesPerTask),
        mean.applyAsDouble(Figures::attemptsPerTask),
        mean.applyAsDouble(Figures::migrationsPerTask),
        mean.applyAsDouble(Figures::idleHelpsPerTask));
  }
}
