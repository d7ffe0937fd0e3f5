package io.smolscale.internal.observe;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// How long something took, many times: counts in buckets whose upper bounds grow by an eighth of a
/// power of two, so a value that is read back is at most an eighth too long. Any thread.
public final class Histogram {
  private static final int STEPS = 8; // to each power of two
  private static final int STEP_BITS = 3;
  private static final int LEAST_BITS = 8; // what is below 256 ns is all in the first bucket
  private static final int MOST_BITS = 37; // and what is beyond 137 s in the last
  private static final int BUCKETS = (MOST_BITS - LEAST_BITS) * STEPS + 1;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
  private final AtomicLong sum = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();

  /// Makes an empty one.
  public Histogram() {}

  /// Counts a time.
  ///
  /// @param nanos below 0 counts as 0
  public void add(long nanos) {
    long time = Math.max(0, nanos);
    counts.incrementAndGet(bucket(time));
    sum.addAndGet(time);
    longest.accumulateAndGet(time, Math::max);
  }

  /// Returns the counts, one for each bucket, as they are now.
  public long[] counts() {
    long[] now = new long[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      now[i] = counts.get(i);
    }
    return now;
  }

  /// Returns the sum of all times, in nanoseconds.
  public long sum() {
    return sum.get();
  }

  /// Returns the longest time, in nanoseconds; 0 if there is none.
  public long longest() {
    return longest.get();
  }

  /// Returns the least time, in nanoseconds, that is too long for a bucket.
  public static long end(int bucket) {
    int octave = bucket / STEPS;
    int step = bucket % STEPS;
    long base = 1L << (LEAST_BITS + octave);
    return base + step * (base >> STEP_BITS);
  }

  private static int bucket(long nanos) {
    if (nanos < 1L << LEAST_BITS) {
      return 0;
    }
    int bits = 63 - Long.numberOfLeadingZeros(nanos);
    int step = (int) (nanos >>> (bits - STEP_BITS)) & (STEPS - 1);
    return Math.min((bits - LEAST_BITS) * STEPS + step + 1, BUCKETS - 1);
  }
}
