package io.smolscale.coroutines

import com.sun.management.OperatingSystemMXBean
import java.lang.management.ManagementFactory
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/**
 * One side of a comparison, in a JVM of its own: `CoroutinesBench SIDE WORKLOAD`, where the side is
 * `ours` or `theirs`, which build/Versus.java starts, or `loop`: the event loop of `runBlocking`, a
 * queue for one thread only, and so about the least that the work itself costs.
 */
object CoroutinesBench {
    private const val WARM_UP_CPU_NANOS = 4_000_000_000
    private const val BLOCK_NANOS = 100_000_000L
    private const val LEAST_BLOCKS = 9
    private const val CPU_NANOS = 1_000_000_000L // the kernel may count in hundredths of a second

    @JvmStatic
    fun main(args: Array<String>) {
        val dispatcher =
            when (args[0]) {
                "ours" -> Dispatchers.Smolscale
                "theirs" -> Dispatchers.Default
                "loop" -> EmptyCoroutineContext
                else -> throw IllegalArgumentException("ours, theirs or loop, not ${args[0]}")
            }
        val work = workload(args[1])
        // The first runs load classes, and would pass for long ones: a block of one round would
        // mostly measure how coroutines start.
        var rounds = 1
        var warm = 0L
        while (warm < WARM_UP_CPU_NANOS) {
            val (wall, cpu) = timed(dispatcher, work, rounds)
            warm += cpu
            if (wall < BLOCK_NANOS) {
                rounds *= 2
            }
        }
        val blocks = mutableListOf<Pair<Long, Long>>()
        do {
            blocks.add(timed(dispatcher, work, rounds))
        } while (blocks.size < LEAST_BLOCKS || blocks.sumOf { it.second } < CPU_NANOS)
        val wall = blocks.map { it.first }.sorted()[blocks.size / 2] / rounds
        val cpu = blocks.sumOf { it.second } / blocks.size / rounds
        if (args[0] == "ours" && java.lang.Boolean.getBoolean("stats")) {
            System.err.println(io.smolscale.Smolscale.scheduler().stats().describe())
        }
        println("RESULT $wall $cpu")
    }

    private fun timed(
        dispatcher: CoroutineContext,
        work: suspend (Int) -> Unit,
        rounds: Int,
    ): Pair<Long, Long> {
        val system = ManagementFactory.getOperatingSystemMXBean() as OperatingSystemMXBean
        val cpu = system.processCpuTime
        val wall = System.nanoTime()
        runBlocking(dispatcher) { work(rounds) }
        return Pair(System.nanoTime() - wall, system.processCpuTime - cpu)
    }

    /** What a round is: 100 round trips, a message to each of 1,000, 100 messages through 10 stages. */
    private fun workload(name: String): suspend (Int) -> Unit =
        when (name) {
            "ping-pong" -> { rounds -> pingPong(100 * rounds) }
            "fan-out" -> { rounds -> fanOut(1_000, rounds) }
            "pipeline" -> { rounds -> pipeline(10, 100 * rounds) }
            "pairs" -> { rounds -> pairs(100, rounds) }
            "cpu" -> { rounds -> computing(64, rounds) }
            else ->
                throw IllegalArgumentException(
                    "ping-pong, fan-out, pipeline, pairs or cpu, not $name"
                )
        }

    private suspend fun pingPong(trips: Int) = coroutineScope {
        val there = Channel<Int>()
        val back = Channel<Int>()
        launch {
            for (message in there) {
                back.send(message)
            }
        }
        repeat(trips) {
            there.send(it)
            check(back.receive() == it)
        }
        there.close()
    }

    private suspend fun pairs(number: Int, rounds: Int) = coroutineScope {
        repeat(number) { launch { pingPong(rounds) } }
    }

    private suspend fun fanOut(receivers: Int, rounds: Int) = coroutineScope {
        val answers = Channel<Int>(Channel.UNLIMITED)
        val channels = List(receivers) { Channel<Int>(1) }
        for (channel in channels) {
            launch {
                for (message in channel) {
                    answers.send(message)
                }
            }
        }
        repeat(rounds) {
            for (channel in channels) {
                channel.send(1)
            }
            repeat(receivers) { answers.receive() }
        }
        channels.forEach { it.close() }
    }

    private suspend fun pipeline(stages: Int, messages: Int) = coroutineScope {
        var from = Channel<Int>(16)
        val first = from
        repeat(stages) {
            val before = from
            val after = Channel<Int>(16)
            launch {
                for (message in before) {
                    after.send(message + 1)
                }
                after.close()
            }
            from = after
        }
        launch {
            repeat(messages) { first.send(0) }
            first.close()
        }
        var received = 0
        for (message in from) {
            check(message == stages)
            received++
        }
        check(received == messages)
    }

    private suspend fun computing(tasks: Int, rounds: Int) = coroutineScope {
        repeat(rounds) {
            List(tasks) { seed ->
                    async {
                        var x = seed + 1L
                        repeat(200_000) {
                            x = x xor (x shl 13)
                            x = x xor (x ushr 7)
                            x = x xor (x shl 17)
                        }
                        x
                    }
                }
                .awaitAll()
        }
    }
}
