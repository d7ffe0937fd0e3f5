/// # smolscale
///
/// A scheduler for virtual threads and plain tasks that balances work instead of stealing it: most
/// tasks wake no worker, a running worker keeps what it can finish soon, and another worker is
/// woken only when waiting would cost more than waking.
///
/// - [Smolscale][io.smolscale.Smolscale]: the global scheduler, as static methods. Start here.
/// - [Scheduler][io.smolscale.Scheduler]: an ordinary object, of which there can be any number,
///   each with a [SchedulerConfig][io.smolscale.SchedulerConfig]: a `ThreadFactory` of virtual
///   threads, and an `ExecutorService` for plain tasks.
/// - [Task][io.smolscale.Task]: something that was spawned: joined, cancelled, or detached.
/// - [Immortal][io.smolscale.Immortal]: a task that goes on until it is cancelled, and comes back
///   after a failure as its [RespawnPolicy][io.smolscale.RespawnPolicy] says.
/// - [TaskReaper][io.smolscale.TaskReaper] and [Nursery][io.smolscale.Nursery]: tasks that must not
///   outlive a scope: independent ones, or such that the failure of one cancels the others.
/// - [SchedulerStats][io.smolscale.SchedulerStats] and [Profile][io.smolscale.Profile]: what a
///   scheduler has done, and what its tasks cost.
///
/// To run a program on smolscale without any change, put the option file on its command line: `java
/// -jar smolscale.jar args > smolscale.args`, then `java @smolscale.args …`.
@NullMarked
package io.smolscale;

import org.jspecify.annotations.NullMarked;
