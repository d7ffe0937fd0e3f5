/// # The JDK underneath
///
/// [Vm][io.smolscale.internal.jdk.Vm] is where virtual threads come from, and
/// [Host][io.smolscale.internal.jdk.Host] what a JDK asks of whoever schedules them: start,
/// continue, schedule. [Jdk25][io.smolscale.internal.jdk.Jdk25] joins the two on a stock JDK 25, by
/// way of the seams; an official hook would take its place.
///
/// # Seams
///
/// Every place where smolscale touches what the JDK does not export, one file each. A seam is
/// [Bound][io.smolscale.internal.jdk.Seam.Bound] or
/// [Refused][io.smolscale.internal.jdk.Seam.Refused] with a reason that says what opens it; no
/// other package uses reflection or a package of the JDK's that is not exported.
/// [Need][io.smolscale.internal.jdk.Need] lists those that can be refused, and lets a test refuse
/// them.
///
/// | seam | what it gives | refused |
/// | --- | --- | --- |
/// | `Carrier` | which worker the current thread runs on | submissions from virtual threads count as outside ones |
/// | `VirtualThreadBuilders` | virtual threads with a scheduler of our own | plain tasks only |
/// | `DefaultScheduler` | the scheduler of every virtual thread (agent only) | the program runs on the JDK's |
/// | `MountedThread` | which virtual thread a worker runs | the stack of a stuck worker shows the worker's frames only |
/// | `WorkerThreads` | what the JDK says before a task blocks | the balancer finds out |
/// | `ThreadStates` | whether a thread blocks in the system | after 10 ms |
/// | `VmExecutor` | timed parks without the JDK's timer thread; public API only | – |
/// | `SpinHint` | no spinning in the JDK's queues while others wait; public API only | – |
/// | `ForkQueue` | what a plain task forks runs though its worker is stuck; public API only | – |
@NullMarked
package io.smolscale.internal.jdk;

import org.jspecify.annotations.NullMarked;
