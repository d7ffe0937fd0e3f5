package io.smolscale.bench.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// So many threads asleep at the same time that memory is the question.
///
/// Each sleeps for the same time from its own start. How long that is turns out in the first run:
/// it is doubled until the last thread falls asleep before the first one wakes up.
final class ManySleepers implements Workload {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final int DIGITS = 3;

  private final String name;
  private final int threads;
  private Duration sleep = FIRST;

  ManySleepers(String name, int threads) {
    this.name = name;
    this.threads = threads;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "%,d virtual threads are asleep at the same time, and then all wake up;"
            .formatted(threads)
        + " latency is how late they do.";
  }

  @Override
  public String operation() {
    return "one thread that starts, sleeps and wakes up";
  }

  @Override
  public Driver driver() {
    return Driver.OUTSIDE;
  }

  @Override
  public boolean paced() {
    return true;
  }

  @Override
  public List<String> jvmArgs() {
    return List.of("-Xms4g", "-Xmx4g");
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    final Histogram lateness = new ConcurrentHistogram(DIGITS);
    for (long i = 0; i < iterations; i++) {
      while (!allAtOnce(lateness)) {
        sleep = sleep.multipliedBy(2);
      }
    }
    return new Outcome.Timed((double) iterations * threads, lateness);
  }

  /// Returns whether there was a moment when all were asleep.
  private boolean allAtOnce(Histogram lateness) throws InterruptedException {
    final AtomicInteger toFallAsleep = new AtomicInteger(threads);
    final AtomicInteger tooEarly = new AtomicInteger();
    final List<Thread> started = new ArrayList<>(threads);
    for (int i = 0; i < threads; i++) {
      started.add(
          Threads.start(() -> {
            toFallAsleep.decrementAndGet();
            final long due = System.nanoTime() + sleep.toNanos();
            Thread.sleep(sleep);
            if (toFallAsleep.get() > 0) {
              tooEarly.incrementAndGet();
            }
            lateness.recordValue(Math.max(0, System.nanoTime() - due));
          }));
    }
    Threads.joinAll(started);
    return tooEarly.get() == 0;
  }
}
