package io.smolscale;

import io.smolscale.internal.observe.Histogram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long something has waited, since the scheduler was made: a histogram, as it was when it was
/// asked for. The bounds of its buckets grow by an eighth of a power of two, so a time that is read
/// back is at most an eighth longer than what was measured; what is below 256 ns counts as that,
/// and what is above 137 s as that.
///
/// Values are immutable.
public final class WaitTimes {
  private final long[] counts;
  private final long sum;
  private final long longest;

  private WaitTimes(long[] counts, long sum, long longest) {
    this.counts = counts;
    this.sum = sum;
    this.longest = longest;
  }

  static WaitTimes of(@Nullable Histogram histogram) {
    return histogram == null
        ? new WaitTimes(new long[0], 0, 0)
        : new WaitTimes(histogram.counts(), histogram.sum(), histogram.longest());
  }

  /// Some of the times.
  ///
  /// @param below all are shorter than this, and none is shorter than that of the bucket before
  /// @param count how many
  public record Bucket(Duration below, long count) {}

  /// Returns how many times there are.
  public long count() {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    return all;
  }

  /// Returns the sum of all times.
  public Duration total() {
    return Duration.ofNanos(sum);
  }

  /// Returns the longest time; zero if there is none.
  public Duration longest() {
    return Duration.ofNanos(longest);
  }

  /// Returns the time that so many of all did not exceed: the upper bound of its bucket, and
  /// [#longest] at most; zero if there is none.
  ///
  /// @param percent from 0 to 100, 99.9 for instance
  /// @throws IllegalArgumentException when it is something else
  public Duration percentile(double percent) {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("percent must be from 0 to 100, and is " + percent);
    }
    long rank = Math.max(1, (long) Math.ceil(percent / 100 * count()));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return Duration.ofNanos(Math.min(Histogram.end(i), longest));
      }
    }
    return Duration.ZERO;
  }

  /// Returns the buckets that are not empty, the shortest times first.
  public List<Bucket> buckets() {
    List<Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        buckets.add(new Bucket(Duration.ofNanos(Histogram.end(i)), counts[i]));
      }
    }
    return List.copyOf(buckets);
  }

  /// Returns the count, median, 99th percentile and the longest, for people.
  @Override
  public String toString() {
    return count()
        + " samples, p50 "
        + micros(percentile(50))
        + ", p99 "
        + micros(percentile(99))
        + ", longest "
        + micros(longest());
  }

  private static String micros(Duration time) {
    return time.toNanos() / 1_000 + " µs";
  }
}
