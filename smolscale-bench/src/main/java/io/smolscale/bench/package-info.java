/// # Whole-process benchmarks
///
/// [Compare] is the command line. A [Suite] runs each workload in fresh JVMs ([Launcher]), one
/// variant after the other and round by round. A [Child] is the main class of such a JVM: it warms
/// one [io.smolscale.bench.workload.Workload] up, measures it a few times by the process's own
/// accounts ([Usage], [Memory]), and prints an [io.smolscale.bench.result.Report] of one line. An
/// [io.smolscale.bench.result.Row] turns the reports into ratios, pair by pair, and
/// `io.smolscale.bench.report` makes tables and plots of them.
///
/// Nothing here knows smolscale: a variant is a name and some arguments for the JVM.
@NullMarked
package io.smolscale.bench;

import org.jspecify.annotations.NullMarked;
