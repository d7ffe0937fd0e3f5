package io.smolscale.bench.micro;

import io.smolscale.internal.queue.Ring;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A worker's queue while nobody takes from it but its owner: a task in, a task out.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Thread)
public class RingBenchmark {
  private static final int CAPACITY = 256;
  private static final int WAITING = 8; // so that it never runs empty

  private final Ring ring = new Ring(CAPACITY);
  private final Queue<Runnable> linked = new ConcurrentLinkedQueue<>();
  private final Runnable task = Thread.ofVirtual().unstarted(() -> {}); // never run

  /// Puts a few into both.
  public RingBenchmark() {
    for (int i = 0; i < WAITING; i++) {
      ring.push(task);
      linked.add(task);
    }
  }

  /// The scheduler's own.
  @Benchmark
  public @Nullable Runnable ring() {
    ring.push(task);
    return ring.pop();
  }

  /// The JDK's lock-free one, for comparison.
  @Benchmark
  public @Nullable Runnable concurrentLinkedQueue() {
    linked.add(task);
    return linked.poll();
  }
}
