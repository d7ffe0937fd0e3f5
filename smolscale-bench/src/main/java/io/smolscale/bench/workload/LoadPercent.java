package io.smolscale.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/// Part of what all cores together can do: each request is a virtual thread of its own, computes,
/// has four others compute for it, and joins them.
///
/// It needs as many cores as there are, which [PartLoad] does not: that one has ten chains.
///
/// @param percent how much of all cores the requests' computation takes
/// @param micros how long a request computes, all its threads together
record LoadPercent(String name, int percent, int micros) implements Workload {
  private static final int MICROS = 500; // of a service that does something for its requests
  private static final int STEPS_PER_MICRO =
      Integer.getInteger(Work.SPEED_PROPERTY, Work.STEPS_PER_MICRO);
  private static final int CHILDREN = 4;
  private static final int WARM_UP_PERCENT = 50;
  private static final int WARM_UP_PER_SECOND = 20_000; // times five threads
  private static final int DIGITS = 3;
  private static final double MICROS_PER_SECOND = 1e6;
  private static final int PATIENCE_SECONDS = 10;
  private static final AtomicLong SINK = new AtomicLong(); // or a compiler leaves it all out

  /// At this share of all cores.
  static Workload of(String name, int percent) {
    return new LoadPercent(name, percent, MICROS);
  }

  @Override
  public String description() {
    return ("So many requests a second, at random times, that their computation takes %d %% of all"
            + " cores; each is a virtual thread that has %d others compute for it, %d us in all.")
        .formatted(percent, CHILDREN, micros);
  }

  @Override
  public String operation() {
    return "one request";
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
  public boolean comesInSlices() {
    return true;
  }

  /// Shorter requests, and so more of them.
  @Override
  public Workload warmUp() {
    double busyMicros = WARM_UP_PERCENT / 100.0 * cores() * MICROS_PER_SECOND;
    return new LoadPercent(
        name, WARM_UP_PERCENT, (int) Math.max(CHILDREN + 1, busyMicros / WARM_UP_PER_SECOND));
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    int requests = Math.toIntExact(iterations);
    double perSecond = percent / 100.0 * cores() * MICROS_PER_SECOND / micros;
    Arrivals arrivals = new Arrivals(perSecond);
    long[] nanos = new long[requests]; // a histogram that all cores write would be a workload, too
    CountDownLatch answered = new CountDownLatch(requests);
    for (int i = 0; i < requests; i++) {
      int number = i;
      long due = arrivals.awaitNext();
      Threads.start(() -> {
        answer();
        nanos[number] = System.nanoTime() - due;
        answered.countDown();
      });
    }
    if (!answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      return new Outcome.Stuck(
          "%d of %d requests were not answered %d s after the last was sent"
              .formatted(answered.getCount(), requests, PATIENCE_SECONDS));
    }
    Histogram latency = new Histogram(DIGITS);
    for (long one : nanos) {
      latency.recordValue(one);
    }
    return new Outcome.Timed(requests, latency, arrivals.asleep());
  }

  private void answer() throws InterruptedException {
    int steps = micros * STEPS_PER_MICRO / (CHILDREN + 1);
    List<Thread> children = new ArrayList<>(CHILDREN);
    for (int i = 0; i < CHILDREN; i++) {
      long seed = i;
      children.add(Threads.start(() -> compute(seed, steps)));
    }
    compute(CHILDREN, steps);
    Threads.joinAll(children);
  }

  // Always false, but no compiler knows: a shared counter would be one more thing to wait for.
  private static void compute(long seed, int steps) {
    if (Work.burn(seed, steps) == 0) {
      SINK.incrementAndGet();
    }
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }
}
