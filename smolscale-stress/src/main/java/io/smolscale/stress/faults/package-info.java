/// # Faults
///
/// One error in each JVM, at a random point of the core's own code, in the middle of work of every
/// kind: nothing is lost by it, the scheduler still runs thousands of tasks, and it ends.
///
/// - [Faults][io.smolscale.stress.faults.Faults] is the program. It draws the points, and starts
///   the JVMs.
/// - The [Injector][io.smolscale.stress.faults.Injector] makes a copy of the core that calls the
///   [Hook][io.smolscale.stress.faults.Hook] at each point; the jar has none of that.
/// - A [Victim][io.smolscale.stress.faults.Victim] is what one such JVM runs.
@NullMarked
package io.smolscale.stress.faults;

import org.jspecify.annotations.NullMarked;
