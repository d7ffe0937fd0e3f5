package io.smolscale.coroutines

import io.smolscale.Scheduler
import io.smolscale.Smolscale
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import java.util.concurrent.Future
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.TimeUnit
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Delay
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.ExecutorCoroutineDispatcher
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.cancel

/**
 * Dispatches to a scheduler.
 *
 * [dispatchYield] is [dispatch], as the library has it: what a coroutine submits from a worker goes
 * behind all that waits there, so a yield is fair.
 *
 * [Delay] is internal to the library, and what each dispatcher with timers implements all the same:
 * without it, delays would wait on a thread of the library's, and be handed over by that.
 */
@OptIn(InternalCoroutinesApi::class, ExperimentalCoroutinesApi::class)
internal class SmolscaleDispatcher(private val scheduler: Scheduler) :
    ExecutorCoroutineDispatcher(), Delay {

    override val executor: Executor
        get() = scheduler

    override fun dispatch(context: CoroutineContext, block: Runnable) {
        try {
            scheduler.execute(block)
        } catch (e: RejectedExecutionException) {
            context.cancelFor(e)
            Dispatchers.IO.dispatch(context, block)
        }
    }

    override fun scheduleResumeAfterDelay(
        timeMillis: Long,
        continuation: CancellableContinuation<Unit>,
    ) {
        val timer =
            later(timeMillis, continuation.context) {
                with(continuation) { resumeUndispatched(Unit) }
            }
        continuation.invokeOnCancellation { timer.cancel(false) }
    }

    override fun invokeOnTimeout(
        timeMillis: Long,
        block: Runnable,
        context: CoroutineContext,
    ): DisposableHandle {
        val timer = later(timeMillis, context, block)
        return DisposableHandle { timer.cancel(false) }
    }

    /**
     * Runs a block on a worker when its time has come. Where the scheduler is closed, the job is
     * cancelled; it may be one that cannot be, so the time comes all the same, by the JDK's clock.
     */
    private fun later(timeMillis: Long, context: CoroutineContext, block: Runnable): Future<*> =
        try {
            scheduler.schedule(block, timeMillis, TimeUnit.MILLISECONDS)
        } catch (e: RejectedExecutionException) {
            context.cancelFor(e)
            CompletableFuture.runAsync(
                block,
                CompletableFuture.delayedExecutor(
                    timeMillis,
                    TimeUnit.MILLISECONDS,
                    Dispatchers.IO.asExecutor(),
                ),
            )
        }

    private fun CoroutineContext.cancelFor(refusal: RejectedExecutionException) {
        cancel(CancellationException(refusal.message ?: "the scheduler is closed", refusal))
    }

    override fun close() {
        if (scheduler === Smolscale.scheduler()) {
            throw UnsupportedOperationException(
                "the dispatcher of the global scheduler is never closed; " +
                    "make one of your own, Scheduler.create().asSmolscaleDispatcher()"
            )
        }
        scheduler.shutdown()
    }

    override fun equals(other: Any?): Boolean =
        other is SmolscaleDispatcher && other.scheduler === scheduler

    override fun hashCode(): Int = System.identityHashCode(scheduler)

    override fun toString(): String = "SmolscaleDispatcher(${scheduler.name()})"
}
