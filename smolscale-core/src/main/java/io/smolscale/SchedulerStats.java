package io.smolscale;

/// What a scheduler was doing at one moment. The values are read one after the other while work
/// goes on, so they need not add up; in a quiet scheduler they are exact.
///
/// @param name the scheduler's name
/// @param parallelism how many workers it means to run at once
/// @param workers how many of its threads exist, spares included
/// @param spares how many of them are spares
/// @param awake how many workers are awake: in a task, or looking for one
/// @param busy how many are in a task
/// @param waiting how many tasks can run and wait for a worker
/// @param activeTasks how many [tasks][Task] have been spawned and have not ended
/// @param rescues how often a worker that was stuck in a task lost what waited behind it to others
public record SchedulerStats(
    String name,
    int parallelism,
    int workers,
    int spares,
    int awake,
    int busy,
    long waiting,
    long activeTasks,
    long rescues) {}
