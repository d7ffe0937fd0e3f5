/// # The simulator
///
/// A program that runs the scheduler's policy in virtual time, on as many cores as one likes,
/// beside two rivals. Imports run one way:
///
/// - `machine`: events in virtual time, threads on cores, what things cost, what is counted;
/// - `load`: tasks, what they wake when they end, and when they arrive;
/// - `policy`: who runs what, and who is woken: ours ([io.smolscale.sim.policy.Balancing], around
///   the very classes of `io.smolscale.internal.balance`), work stealing, share nothing;
/// - here: one [Cell] is one run, and [SimCommand] runs many and reports.
///
/// Nothing here reads a clock or draws a number that the seed does not decide.
@NullMarked
package io.smolscale.sim;

import org.jspecify.annotations.NullMarked;
