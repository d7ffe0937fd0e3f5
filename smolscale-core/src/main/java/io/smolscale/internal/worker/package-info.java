/// # Workers
///
/// - [Worker][io.smolscale.internal.worker.Worker]: the loop that runs tasks.
/// - [Chores][io.smolscale.internal.worker.Chores]: what a worker does between two tasks, and
///   [Forks][io.smolscale.internal.worker.Forks]: what its tasks have forked.
/// - [Sleepers][io.smolscale.internal.worker.Sleepers],
///   [Headcount][io.smolscale.internal.worker.Headcount] and
///   [Parker][io.smolscale.internal.worker.Parker]: how a worker falls asleep and is woken, the one
///   race that matters.
/// - [Rest][io.smolscale.internal.worker.Rest]: what a worker does that has run dry, and
///   [Spinner][io.smolscale.internal.worker.Spinner]: whether it waits a little before it falls
///   asleep.
/// - [Crew][io.smolscale.internal.worker.Crew]: all workers of one scheduler with their inbox and
///   balancer; where a submission goes.
/// - [Roster][io.smolscale.internal.worker.Roster]: the workers of a crew, and how they come and
///   go.
/// - [Intake][io.smolscale.internal.worker.Intake]: where tasks come in;
///   [Waits][io.smolscale.internal.worker.Waits]: what happens where a task blocks its worker.
/// - [End][io.smolscale.internal.worker.End]: how a crew ends, and what may come after that.
/// - [Account][io.smolscale.internal.worker.Account] and
///   [Witness][io.smolscale.internal.worker.Witness]: what they have done so far, and which of them
///   were stuck.
@NullMarked
package io.smolscale.internal.worker;

import org.jspecify.annotations.NullMarked;
