/// # Real services, measured from outside
///
/// A [Service] is a program of its own, written with a framework as its users write it. A [Visit]
/// starts its JVM ([ServiceProcess]) and a load ([Client]), warms it up, and measures it at each
/// [Level] by the accounts that Linux keeps of the process ([Meter]); at the end a [Ramp] finds the
/// highest rate that it bears. A [Campaign] makes visits, one [Side] after the other and round by
/// round, at shares of the rate that the first side reaches; [ServicesCommand] is its command line.
///
/// The results are those of the other benchmarks, with a [Subject] in place of a workload.
@NullMarked
package io.smolscale.bench.service;

import org.jspecify.annotations.NullMarked;
