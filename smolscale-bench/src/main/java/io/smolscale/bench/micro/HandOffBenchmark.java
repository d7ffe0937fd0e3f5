package io.smolscale.bench.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Two virtual threads that park and wake each other: an operation is two hand-offs, there and
/// back.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Djmh.executor=VIRTUAL")
@State(Scope.Thread)
public class HandOffBenchmark {
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Echo echo = new Echo();

  /// With nothing else.
  @Benchmark
  public void roundTrip() {
    echo.call();
  }

  /// With a timer that is set for the way back and cancelled: the difference is its price.
  @Benchmark
  public void roundTripWithTimer() {
    echo.call(LIMIT_NANOS);
  }

  /// Ends the other thread.
  @TearDown
  public void end() throws InterruptedException {
    echo.leave();
  }
}
