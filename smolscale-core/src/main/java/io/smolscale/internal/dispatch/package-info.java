/// # Where a worker's next task comes from, and who is woken for a task
///
/// - [Dispatch][io.smolscale.internal.dispatch.Dispatch]: the queues of one worker, and the order
///   in which it takes from these and from the others.
/// - [Holdings][io.smolscale.internal.dispatch.Holdings]: the same queues, as other threads see
///   them and take from them.
/// - [Shared][io.smolscale.internal.dispatch.Shared]: what the dispatches of one scheduler share.
/// - [Wakes][io.smolscale.internal.dispatch.Wakes]: the one place that decides whether a worker is
///   woken, by [HelpRule][io.smolscale.internal.balance.HelpRule], which is pure.
///
/// Nothing here starts, stops or parks a thread, and nothing reads a clock: the time comes with
/// each call. So the simulator runs these classes as they are.
@NullMarked
package io.smolscale.internal.dispatch;

import org.jspecify.annotations.NullMarked;
