/// # Whole-process benchmarks
///
/// [Compare] runs each workload in fresh JVMs, one [Variant] after the other and round by round. A
/// [Child] is the main class of such a JVM: it warms one [io.smolscale.bench.workload.Workload] up,
/// measures it a few times by the process's own accounts ([Usage]), and prints a [Report] of one
/// line. [Row] turns the reports into ratios, pair by pair, and [Table] prints them.
///
/// Nothing here knows smolscale: a variant is a name and some arguments for the JVM.
@NullMarked
package io.smolscale.bench;

import org.jspecify.annotations.NullMarked;
