package io.smolscale.bench.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// What a virtual thread does alone.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Djmh.executor=VIRTUAL")
public class VirtualThreadBenchmark {
  /// Gives way, with nobody there to take it.
  @Benchmark
  @SuppressWarnings("ThreadPriorityCheck") // to yield is the point here
  public void yieldAlone() {
    Thread.yield();
  }

  /// Starts a thread that does nothing, and waits for its end.
  @Benchmark
  public void startAndJoin() throws InterruptedException {
    Thread.ofVirtual().start(() -> {}).join();
  }
}
