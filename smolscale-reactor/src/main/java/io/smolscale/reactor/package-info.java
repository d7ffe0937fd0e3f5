/// # Project Reactor on smolscale
///
/// [SmolscaleSchedulers][io.smolscale.reactor.SmolscaleSchedulers] is the whole API. A
/// [SmolscaleScheduler][io.smolscale.reactor.SmolscaleScheduler] hands out
/// [SerialWorker][io.smolscale.reactor.SerialWorker]s, which run their tasks in order, one at a
/// time, on whatever worker of ours is at hand; each task is a [Run][io.smolscale.reactor.Run].
@NullMarked
package io.smolscale.reactor;

import org.jspecify.annotations.NullMarked;
