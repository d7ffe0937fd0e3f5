package io.smolscale.bench.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Many threads that sleep a little, work not at all and sleep again: what a timer costs.
///
/// The threads begin one after the other over one interval, or all wake-ups would fall together and
/// a scheduler would be praised for serving them in one go. How late each wake-up is goes into the
/// report, because the cheapest way to save wake-ups is to be late.
public record Sleepers(String name, int threads, Duration interval) implements Workload {
  private static final int DIGITS = 3;
  private static final int WARM_UP_THREADS = 100;

  @Override
  public String description() {
    return (threads == 1
            ? "One virtual thread sleeps"
            : "%,d virtual threads sleep".formatted(threads))
        + " %d ms in a loop; latency is how late the wake-up is.".formatted(interval.toMillis());
  }

  @Override
  public String operation() {
    return "one wake-up";
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
  public Workload warmUp() {
    return new Sleepers(name, Math.max(threads, WARM_UP_THREADS), interval);
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    final Histogram lateness = new ConcurrentHistogram(DIGITS);
    final List<Thread> started = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      final Duration offset = interval.multipliedBy(i).dividedBy(threads);
      started.add(Threads.start(() -> sleepOften(iterations, offset, lateness)));
    }
    Threads.joinAll(started);
    return new Outcome.Timed((double) iterations * threads, lateness);
  }

  private void sleepOften(long times, Duration offset, Histogram lateness)
      throws InterruptedException {
    Thread.sleep(offset);
    for (long i = 0; i < times; i++) {
      final long due = System.nanoTime() + interval.toNanos();
      Thread.sleep(interval);
      lateness.recordValue(Math.max(0, System.nanoTime() - due));
    }
  }
}
