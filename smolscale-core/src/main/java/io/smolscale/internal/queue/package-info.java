/// # Queues
///
/// Where runnable tasks wait. Nothing here has a thread, a clock or a policy of its own; for memory
/// they [wait][io.smolscale.internal.queue.Retry].
///
/// - [Ring][io.smolscale.internal.queue.Ring]: a worker's own bounded FIFO. The owner pushes; the
///   owner and others take.
/// - [Slot][io.smolscale.internal.queue.Slot]: the one task that runs next. The owner puts; the
///   owner and a rescuer take.
/// - [Inbox][io.smolscale.internal.queue.Inbox]: where everybody else submits, and where a full
///   ring spills.
///
/// Only the owner of a ring or a slot ever makes it fuller. That asymmetry is what keeps the
/// owner's side to one compare-and-set a task: see the argument in each class, and the table in
/// `docs/memory-ordering.md`.
@NullMarked
package io.smolscale.internal.queue;

import org.jspecify.annotations.NullMarked;
