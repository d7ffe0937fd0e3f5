/// Dispatchers of Apache Pekko on smolscale, by configuration alone.
///
/// ```
/// pekko.actor.default-dispatcher.executor = "io.smolscale.pekko.WorkerExecutor"
/// ```
///
/// [io.smolscale.pekko.WorkerExecutor] is for actors that do not block,
/// [io.smolscale.pekko.VirtualThreadExecutor] for those that do, and
/// [io.smolscale.pekko.SmolscaleDispatchers] tells what they are doing.
@NullMarked
package io.smolscale.pekko;

import org.jspecify.annotations.NullMarked;
