/// # What is small enough for JMH
///
/// Single operations, whose cost in time is all there is to see. What wakes threads is rather for
/// the whole processes of [io.smolscale.bench.workload].
///
/// Which scheduler runs the threads of a benchmark, the command line of its JVM decides; JMH calls
/// [VirtualThreadBenchmark] and [HandOffBenchmark] on a virtual thread, the others on a platform
/// thread. Benchmark classes are not final, because JMH extends them.
@NullMarked
package io.smolscale.bench.micro;

import org.jspecify.annotations.NullMarked;
