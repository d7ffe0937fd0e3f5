/// # Timers
///
/// Each worker keeps the timers that were set on it: [Timers][io.smolscale.internal.timer.Timers],
/// a heap that its worker looks at between tasks and uses as the limit of its sleep. So a timed
/// park needs no other thread. The balancer fires the timers of a stuck worker in its place.
@NullMarked
package io.smolscale.internal.timer;

import org.jspecify.annotations.NullMarked;
