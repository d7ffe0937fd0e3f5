package io.smolscale.services.grpc;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// A number of requests at one rate, sent at moments that are drawn in advance, whatever becomes of
/// those before (open loop). A latency counts from the moment when its request was due.
final class Round {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long MAX_LATENCY_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int DIGITS = 3;
  private static final long PATIENCE_SECONDS = 5;

  /// So many calls may be under way; the next one goes out when an answer has come, and its latency
  /// counts from the moment when it was due all the same. Each takes some kilobytes of this JVM.
  private static final int MOST_UNDER_WAY = 4_000;

  // A sleep ends late by the kernel's timer slack of 50 us, and a little.
  private static final long WAKE_UP_NANOS = TimeUnit.MICROSECONDS.toNanos(60);
  private static final long WORTH_SLEEPING_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final long requests;
  // Only the event loop writes it; the count below publishes it.
  private final Histogram latency = new Histogram(MAX_LATENCY_NANOS, DIGITS);
  private final AtomicLong answers = new AtomicLong();
  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

  Round(long requests) {
    this.requests = requests;
  }

  /// Sends the requests, waits for the answers, and returns the line that tells of them.
  String run(Calls calls, int perSecond, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long start = System.nanoTime();
    double sinceStart = 0; // in double, as a gap in whole nanoseconds would shift the rate
    boolean all = true;
    for (long i = 0; all && i < requests && failure.get() == null; i++) {
      sinceStart += random.nextExponential() * NANOS_PER_SECOND / perSecond;
      long due = start + (long) sinceStart;
      awaitMoment(due);
      all = awaitAnswers(i - MOST_UNDER_WAY + 1);
      if (all) {
        calls.send(i, new Latency(due));
      }
    }
    all = all && awaitAnswers(requests);
    String why = failure.get();
    if (why != null) {
      return "broken " + why.replace('\n', ' ');
    }
    return all
        ? "answered " + encode(latency)
        : "unanswered none of %d requests was answered within %d s"
            .formatted(requests - answers.get(), PATIENCE_SECONDS);
  }

  private static void awaitMoment(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      if (left > WORTH_SLEEPING_NANOS) {
        LockSupport.parkNanos(left - WAKE_UP_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  /// Returns whether so many answers have come; false if none came for too long.
  private boolean awaitAnswers(long wanted) {
    long seen = answers.get();
    if (seen >= wanted) {
      return true;
    }
    long since = System.nanoTime();
    while (seen < wanted && failure.get() == null) {
      LockSupport.parkNanos(LOOK_NANOS);
      long now = answers.get();
      if (now > seen) {
        seen = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        return false;
      }
    }
    return true;
  }

  private final class Latency implements Calls.Listener {
    private final long due;

    Latency(long due) {
      this.due = due;
    }

    @Override
    public void answered() {
      latency.recordValue(Math.min(System.nanoTime() - due, MAX_LATENCY_NANOS));
      answers.incrementAndGet();
    }

    @Override
    public void failed(String why) {
      failure.compareAndSet(null, why);
    }
  }

  private static String encode(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }
}
