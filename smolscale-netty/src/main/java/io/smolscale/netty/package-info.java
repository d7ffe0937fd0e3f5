/// # Netty's event loops as virtual threads
///
/// [SmolscaleEventLoops][io.smolscale.netty.SmolscaleEventLoops] is the whole API. Its groups start
/// their loops by [LoopThreads][io.smolscale.netty.LoopThreads], take no
/// [transport][io.smolscale.netty.ParkingTransport] that would block a worker, let what they start
/// run before they [wait][io.smolscale.netty.YieldingIoHandler], and keep the JVM up by a
/// [Keeper][io.smolscale.netty.Keeper].
@NullMarked
package io.smolscale.netty;

import org.jspecify.annotations.NullMarked;
