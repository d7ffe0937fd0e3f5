package io.smolscale.bench.workload;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/// A server whose own thread reads the sockets: a platform thread hands each request to a virtual
/// thread, which computes a little, and nothing else goes on.
///
/// @param perSecond requests a second
record HandOver(String name, int perSecond) implements Workload {
  private static final int MICROS = 20; // of a request that needs no other
  private static final int WARM_UP_PER_SECOND = 20_000;
  private static final int PATIENCE_SECONDS = 10;
  private static final int DIGITS = 3;
  private static final AtomicLong SINK = new AtomicLong(); // or a compiler leaves it all out

  @Override
  public String description() {
    return ("%,d requests a second, at random times: a platform thread starts a virtual one for"
            + " each, which computes for about %d us.")
        .formatted(perSecond, MICROS);
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

  @Override
  public Workload warmUp() {
    return new HandOver(name, Math.max(perSecond, WARM_UP_PER_SECOND));
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    int requests = Math.toIntExact(iterations);
    long[] nanos = new long[requests]; // a histogram that all workers write would be a workload
    CountDownLatch answered = new CountDownLatch(requests);
    Arrivals arrivals = new Arrivals(perSecond);
    for (int i = 0; i < requests; i++) {
      int number = i;
      long due = arrivals.awaitNext();
      Threads.start(() -> {
        if (Work.burn(number, MICROS * Work.STEPS_PER_MICRO) == 0) { // never, as nobody knows
          SINK.incrementAndGet();
        }
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
}
