package io.smolscale.coroutines

import io.smolscale.Scheduler
import io.smolscale.SchedulerConfig
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.onTimeout
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/** Coroutines on a scheduler of ours. */
@OptIn(ExperimentalCoroutinesApi::class)
class SmolscaleDispatcherTest {
    private val scheduler = make("coroutines", 2)
    private val dispatcher = scheduler.asSmolscaleDispatcher()

    @AfterEach
    fun close() {
        scheduler.close()
    }

    private fun make(name: String, parallelism: Int): Scheduler =
        Scheduler.create(SchedulerConfig.DEFAULT.withName(name).withParallelism(parallelism))

    private fun <T> run(body: suspend CoroutineScope.() -> T): T = runBlocking(dispatcher, body)

    private fun thread(): String = Thread.currentThread().name

    @Test
    fun `coroutines run on the workers of the scheduler`() {
        val threads = ConcurrentHashMap.newKeySet<String>()
        run {
            List(1_000) {
                    launch {
                        threads.add(thread())
                        yield()
                        threads.add(thread())
                    }
                }
                .joinAll()
        }
        assertThat(threads).isNotEmpty().allMatch { it.matches(Regex("coroutines-(worker|spare)-\\d+.*")) }
    }

    @Test
    fun `the global dispatcher runs on the global scheduler and is one`() {
        val name = runBlocking(Dispatchers.Smolscale) { thread() }
        assertThat(name).startsWith("smolscale-")
        assertThat(Dispatchers.Smolscale).isSameAs(Dispatchers.Smolscale)
    }

    @Test
    fun `two dispatchers of a scheduler are equal and say whose they are`() {
        assertThat(dispatcher).isEqualTo(scheduler.asSmolscaleDispatcher())
        assertThat(dispatcher).hasSameHashCodeAs(scheduler.asSmolscaleDispatcher())
        assertThat(dispatcher).isNotEqualTo(Dispatchers.Smolscale)
        assertThat(dispatcher.toString()).isEqualTo("SmolscaleDispatcher(coroutines)")
        assertThat(dispatcher.executor).isSameAs(scheduler)
        assertThat(dispatcher.asExecutor()).isSameAs(scheduler)
    }

    @Test
    fun `null for a scheduler is refused`() {
        val of = Class.forName("io.smolscale.coroutines.SmolscaleDispatchers")
            .getMethod("of", Scheduler::class.java)
        assertThatThrownBy { of.invoke(null, null) }.cause().isInstanceOf(NullPointerException::class.java)
    }

    @Test
    fun `each of many coroutines is resumed once`() {
        val count = AtomicInteger()
        run {
            List(20_000) {
                    launch {
                        repeat(3) { yield() }
                        count.incrementAndGet()
                    }
                }
                .joinAll()
        }
        assertThat(count).hasValue(20_000)
    }

    @Test
    fun `a coroutine that is resumed stays on the worker that resumed it`() {
        val before = scheduler.stats()
        run {
            val there = Channel<Int>()
            val back = Channel<Int>()
            launch {
                for (message in there) {
                    back.send(message)
                }
            }
            repeat(10_000) {
                there.send(it)
                assertThat(back.receive()).isEqualTo(it)
            }
            there.close()
        }
        val after = scheduler.stats()
        assertThat(after.tasks() - before.tasks()).isGreaterThanOrEqualTo(10_000)
        assertThat(after.wakeUps() - before.wakeUps()).isLessThan(5_000)
    }

    // ---- delays

    @Test
    fun `delays end on a worker, in order, by no thread of the library`() {
        val ended = mutableListOf<Int>()
        val names = ConcurrentHashMap.newKeySet<String>()
        run {
            val order = Channel<Int>(Channel.UNLIMITED)
            listOf(60, 20, 40, 1)
                .map { millis ->
                    launch {
                        delay(millis.toLong())
                        names.add(thread())
                        order.send(millis)
                    }
                }
                .joinAll()
            order.close()
            for (millis in order) {
                ended.add(millis)
            }
        }
        assertThat(ended).hasSize(4)
        assertThat(names).allMatch { it.startsWith("coroutines-") }
        assertNoThreadOfTheLibrary()
    }

    @Test
    fun `a delay takes at least its time`() {
        val from = System.nanoTime()
        run { delay(25) }
        assertThat(System.nanoTime() - from).isGreaterThanOrEqualTo(25_000_000)
    }

    @Test
    fun `time-outs and selects are timers of the scheduler`() {
        run {
            var timedOut = false
            try {
                withTimeout(5) { delay(3_600_000) }
            } catch (_: TimeoutCancellationException) {
                timedOut = true
            }
            assertThat(timedOut).isTrue()
            assertThat(withTimeoutOrNull(3_600_000) { 1 }).isEqualTo(1)
            val never = Channel<Int>()
            val chosen: Int = select {
                never.onReceive { it }
                onTimeout(5) { -1 }
            }
            assertThat(chosen).isEqualTo(-1)
        }
        assertNoThreadOfTheLibrary()
        scheduler.close() // which waits for timers: the one of an hour is cancelled
        assertThat(scheduler.isTerminated).isTrue()
    }

    @Test
    fun `many delays that are cancelled leave nothing behind`() {
        run {
            val jobs = List(10_000) { launch { delay(3_600_000) } }
            yield()
            jobs.forEach { it.cancelAndJoin() }
        }
        scheduler.close()
        assertThat(scheduler.isTerminated).isTrue()
    }

    @Test
    fun `a limited view has delays, too`() {
        run { withContext(dispatcher.limitedParallelism(1)) { delay(5) } }
        assertNoThreadOfTheLibrary()
    }

    /** The library names them so: kotlinx.coroutines.DefaultExecutor. */
    private fun assertNoThreadOfTheLibrary() {
        assertThat(Thread.getAllStackTraces().keys.map { it.name })
            .noneMatch { it.startsWith("kotlinx.coroutines.DefaultExecutor") }
    }

    // ---- order and limits

    @Test
    fun `a yield lets the others run in turn`() {
        val order = mutableListOf<Int>()
        make("single", 1).use { single ->
            runBlocking(single.asSmolscaleDispatcher()) {
                List(3) { number ->
                        launch {
                            repeat(100) {
                                order.add(number)
                                yield()
                            }
                        }
                    }
                    .joinAll()
            }
        }
        assertThat(order.chunked(3)).allMatch { it.toSet().size == 3 }
    }

    @Test
    fun `a limited view runs no more than that at once`() {
        for (limit in 1..2) {
            val running = AtomicInteger()
            val most = AtomicInteger()
            val limited = dispatcher.limitedParallelism(limit)
            run {
                List(200) {
                        launch(limited) {
                            repeat(5) {
                                most.accumulateAndGet(running.incrementAndGet(), Math::max)
                                Thread.onSpinWait()
                                running.decrementAndGet()
                                yield()
                            }
                        }
                    }
                    .joinAll()
            }
            assertThat(most.get()).isBetween(1, limit)
        }
    }

    @Test
    fun `a limit below one is refused with its value`() {
        assertThatThrownBy { dispatcher.limitedParallelism(0) }
            .isInstanceOf(IllegalArgumentException::class.java)
            .hasMessageContaining("0")
    }

    @Test
    fun `a coroutine that blocks its worker holds up no other`() {
        val release = CountDownLatch(1)
        run {
            val blocked = List(2) { launch { assertThat(release.await(60, TimeUnit.SECONDS)).isTrue() } }
            yield()
            launch { release.countDown() }
            blocked.joinAll()
        }
    }

    @Test
    fun `a flow changes dispatchers`() {
        val threads = ConcurrentHashMap.newKeySet<String>()
        val numbers =
            runBlocking {
                flow {
                        repeat(1_000) {
                            threads.add(thread())
                            emit(it)
                        }
                    }
                    .flowOn(dispatcher)
                    .toList()
            }
        assertThat(numbers).isEqualTo(List(1_000) { it })
        assertThat(threads).allMatch { it.startsWith("coroutines-") }
    }

    // ---- failures and cancellation

    @Test
    fun `a failure goes to whoever awaits it`() {
        assertThatThrownBy {
                run {
                    val failing: Deferred<Int> = async { throw IllegalStateException("as planned") }
                    failing.await()
                }
            }
            .isInstanceOf(IllegalStateException::class.java)
            .hasMessage("as planned")
        assertThat(run { 1 }).isEqualTo(1)
    }

    @Test
    fun `a failure that nobody awaits goes to the handler of its scope`() {
        val caught = CompletableFuture<Throwable>()
        val scope =
            CoroutineScope(
                dispatcher + SupervisorJob() + CoroutineExceptionHandler { _, e -> caught.complete(e) }
            )
        scope.launch { throw IllegalStateException("as planned") }
        assertThat(caught.get(60, TimeUnit.SECONDS)).hasMessage("as planned")
        assertThat(run { 1 }).isEqualTo(1)
    }

    @Test
    fun `cancellation ends a delay and runs what cleans up`() {
        val cleaned = AtomicInteger()
        run {
            val job = launch {
                try {
                    delay(3_600_000)
                } finally {
                    withContext(NonCancellable) { delay(1) }
                    cleaned.incrementAndGet()
                }
            }
            yield()
            job.cancelAndJoin()
        }
        assertThat(cleaned).hasValue(1)
    }

    // ---- the end

    @Test
    fun `close shuts the scheduler down and finishes what waits for its time`() {
        val done = CompletableFuture<Int>()
        val began = CountDownLatch(1)
        CoroutineScope(dispatcher).launch {
            began.countDown()
            try {
                delay(30)
                done.complete(1)
            } catch (e: CancellationException) {
                done.complete(2)
            }
        }
        assertThat(began.await(60, TimeUnit.SECONDS)).isTrue()
        while (scheduler.stats().busy() > 0) {
            Thread.onSpinWait() // until it waits for its time
        }
        dispatcher.close()
        assertThat(scheduler.isShutdown).isTrue()
        assertThat(done.get(60, TimeUnit.SECONDS)).isEqualTo(1)
    }

    @Test
    fun `what comes after the end is cancelled and cleans up elsewhere`() {
        scheduler.close()
        val where = CompletableFuture<String>()
        val resumed = Channel<Int>(Channel.UNLIMITED)
        val job: Job =
            CoroutineScope(Dispatchers.IO).launch {
                try {
                    withContext(dispatcher) { where.complete("ran") }
                } finally {
                    withContext(NonCancellable) { resumed.send(1) }
                    where.complete(thread())
                }
            }
        runBlocking { job.join() }
        assertThat(job.isCancelled).isTrue()
        assertThat(where.get(60, TimeUnit.SECONDS)).startsWith("DefaultDispatcher-worker")
        assertThat(resumed.tryReceive().getOrNull()).isEqualTo(1)
    }

    @Test
    fun `a delay after the end that cannot be cancelled still ends`() {
        scheduler.close()
        val job = Job()
        runBlocking {
            CoroutineScope(Dispatchers.IO + job)
                .launch {
                    withContext(NonCancellable + dispatcher) { delay(5) }
                }
                .join()
        }
        assertNoThreadOfTheLibrary()
    }

    @Test
    fun `a channel that many share loses nothing`() {
        val sums =
            run {
                val numbers = Channel<Int>(16)
                val receivers = List(8) {
                    async {
                        var sum = 0L
                        for (number in numbers) {
                            sum += number
                        }
                        sum
                    }
                }
                List(8) { launch { repeat(2_000) { numbers.send(it) } } }.joinAll()
                numbers.close()
                receivers.awaitAll()
            }
        assertThat(sums.sum()).isEqualTo(8L * 1_999 * 2_000 / 2)
    }

    @Test
    fun `the sample of the documentation does what it says`() {
        assertThat(runBlocking { Dispatching.wordsOf(listOf("a b c", "d", "e f")) }).isEqualTo(6)
        val done = AtomicInteger()
        val request: suspend () -> Unit = {
            delay(1)
            done.incrementAndGet()
        }
        Dispatching.politely(List(20) { request })
        assertThat(done).hasValue(20)
    }
}
