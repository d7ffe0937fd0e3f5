/// # What we let schedulers do
///
/// One file per family of workloads. A workload knows nothing of smolscale: it starts its threads
/// with [Thread#ofVirtual()] and passes messages over `java.util.concurrent` queues, so that which
/// scheduler runs it is decided by the command line of the JVM alone.
///
/// *Inside* means that the driver, the code that starts the work and waits for it, is a virtual
/// thread itself and the whole loop stays on the scheduler under test. *Outside* means that it is a
/// platform thread, and each round crosses the border.
@NullMarked
package io.smolscale.bench.workload;

import org.jspecify.annotations.NullMarked;
