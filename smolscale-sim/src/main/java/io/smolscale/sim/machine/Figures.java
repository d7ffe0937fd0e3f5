package io.smolscale.sim.machine;

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
    double idleHelpsPerTask) {}
