/// # Soak
///
/// Random work of every kind on several schedulers at once, for as long as you like: no task is
/// lost, none runs twice, every close returns, no thread is left.
///
/// - [Soak][io.smolscale.stress.soak.Soak] is the program;
///   [Options][io.smolscale.stress.soak.Options] its command line.
/// - A [Lane][io.smolscale.stress.soak.Lane] plays one [Round][io.smolscale.stress.soak.Round]
///   after the other, each on a scheduler of its own that is closed in the middle, or on the global
///   one.
/// - A [Deed][io.smolscale.stress.soak.Deed] is one thing to do to a scheduler. Each task that it
///   submits is an [Entry][io.smolscale.stress.soak.Entry] of the round's
///   [Ledger][io.smolscale.stress.soak.Ledger], which is balanced at the end.
/// - The [Watchdog][io.smolscale.stress.soak.Watchdog] tells a hang from a slow machine, and says
///   what it saw.
///
/// The seed fixes what is done; when, is up to the machine.
@NullMarked
package io.smolscale.stress.soak;

import org.jspecify.annotations.NullMarked;
