package io.smolscale.coroutines

import io.smolscale.Scheduler
import io.smolscale.SchedulerConfig
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull

/** What docs/coroutines.md quotes; a test of smolscale-consumer compares the two. */
object Dispatching {
    // quote
    /** On the global scheduler. */
    suspend fun wordsOf(pages: List<String>): Int =
        withContext(Dispatchers.Smolscale) {
            val counts = Channel<Int>(16)
            for (page in pages) {
                launch { counts.send(page.split(' ').size) }
            }
            var words = 0
            repeat(pages.size) { words += counts.receive() }
            words
        }

    /** On a scheduler of its own, which the dispatcher closes; three at a time. */
    fun politely(requests: List<suspend () -> Unit>) {
        Scheduler.create(SchedulerConfig.DEFAULT.withName("crawler"))
            .asSmolscaleDispatcher()
            .use { dispatcher ->
                runBlocking(dispatcher.limitedParallelism(3)) {
                    for (request in requests) {
                        launch { withTimeoutOrNull(5_000) { request() } }
                    }
                }
            }
    }
    // end
}
