@file:JvmName("SmolscaleDispatchers")

package io.smolscale.coroutines

import io.smolscale.Scheduler
import io.smolscale.Smolscale
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExecutorCoroutineDispatcher

/**
 * The dispatcher of the global scheduler, [Smolscale.scheduler]: coroutines run on its workers as
 * plain tasks, delays and time-outs are its timers.
 *
 * A coroutine that is resumed by another one goes on behind what that one's worker has to do: on
 * the same core, and mostly without waking another worker. As on [Dispatchers.Default], code that
 * blocks its thread belongs elsewhere; if it does so all the same, another worker takes over what
 * waits behind it.
 *
 * Made when it is first used; never closed. Thread-safe, and blocks nobody.
 */
public val Dispatchers.Smolscale: CoroutineDispatcher
    get() = Global.dispatcher

/**
 * The dispatcher of a scheduler, which need not be the global one.
 *
 * Two of them for the same scheduler are equal. [ExecutorCoroutineDispatcher.close] shuts the
 * scheduler down, and does not wait: coroutines that wait for their time are still resumed. What is
 * dispatched after that is treated as the library does it for any executor: its job is cancelled,
 * and it runs on [Dispatchers.IO] to clean up. After [Scheduler.shutdownNow], what it gives back is
 * never resumed: cancel the coroutines first.
 *
 * Closing the dispatcher of the global scheduler is refused with an
 * [UnsupportedOperationException].
 */
@JvmName("of")
public fun Scheduler.asSmolscaleDispatcher(): ExecutorCoroutineDispatcher = SmolscaleDispatcher(this)

/** Made when somebody asks for it: a program that uses schedulers of its own has no global one. */
private object Global {
    val dispatcher: CoroutineDispatcher = SmolscaleDispatcher(Smolscale.scheduler())
}
