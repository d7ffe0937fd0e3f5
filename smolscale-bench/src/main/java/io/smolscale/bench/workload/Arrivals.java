package io.smolscale.bench.workload;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// Requests that arrive when they like (a Poisson process), for one platform thread that sends them
/// and sleeps between.
///
/// Latency counts from the moment when a request was *meant* to be sent: a sender that is held up
/// must not excuse the requests behind it (no coordinated omission). What the sender's sleeping
/// costs is the benchmark's clock and not counted, as that of the load on sockets is not, which
/// comes from another process; what it costs to send is. Its context switches and its delay are
/// part of every figure, the same for all schedulers.
final class Arrivals {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int PATIENCE_SECONDS = 10;
  private static final int DIGITS = 3;
  private static final AtomicLong SEEDS = new AtomicLong(42); // other arrivals in each run
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private final double nanosBetween;
  private final SplittableRandom random = new SplittableRandom(SEEDS.getAndIncrement());
  private long due = System.nanoTime();
  private long asleep;

  /// Has so many requests arrive in a second, from now on.
  Arrivals(double perSecond) {
    nanosBetween = NANOS_PER_SECOND / perSecond;
  }

  /// Sleeps until the next request is due.
  ///
  /// @return when it is, by [System#nanoTime]
  long awaitNext() {
    due += (long) (random.nextExponential() * nanosBetween);
    long left = due - System.nanoTime();
    if (left > 0) {
      long before = CLOCK.getCurrentThreadCpuTime();
      while (left > 0) {
        LockSupport.parkNanos(left);
        left = due - System.nanoTime();
      }
      asleep += CLOCK.getCurrentThreadCpuTime() - before;
    }
    return due;
  }

  /// What is done for one request.
  interface Request {
    /// Answers the request of this number.
    void answer(int number) throws InterruptedException;
  }

  /// Starts a virtual thread for each of so many requests, when it is due, and waits until all are
  /// answered.
  Outcome startEach(int requests, Request request) throws InterruptedException {
    long[] nanos = new long[requests]; // a histogram that all cores write would be a workload, too
    CountDownLatch answered = new CountDownLatch(requests);
    for (int i = 0; i < requests; i++) {
      int number = i;
      long start = awaitNext();
      Threads.start(() -> {
        request.answer(number);
        nanos[number] = System.nanoTime() - start;
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
    return new Outcome.Timed(requests, latency, asleep);
  }

  /// Returns random numbers for whatever else differs from request to request.
  SplittableRandom random() {
    return random;
  }

  /// Returns the CPU time that the sleeps have taken, in nanoseconds.
  long asleep() {
    return asleep;
  }
}
