package io.smolscale.sim.machine;

import java.util.random.RandomGenerator;

/// Everything that a policy stands on.
///
/// @param workers how many workers a policy has
/// @param events virtual time
/// @param processors which thread has a core
/// @param costs what things cost
/// @param tally what is counted
/// @param random for the choices of a policy; the load has another
public record Machine(
    int workers,
    Events events,
    Processors processors,
    Costs costs,
    Tally tally,
    RandomGenerator random) {}
