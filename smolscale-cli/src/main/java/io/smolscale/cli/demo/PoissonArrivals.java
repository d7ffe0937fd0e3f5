package io.smolscale.cli.demo;

import java.util.SplittableRandom;

/// When an open-loop client sends: at random moments that do not depend on the replies, with
/// exponential gaps between them, as the requests of many independent users arrive.
///
/// One seed gives one sequence, so both schedulers face the very same arrivals.
public final class PoissonArrivals {
  private final double meanGapNanos;
  private final SplittableRandom random;

  // In double: rounding each gap to whole nanoseconds would shift the rate.
  private double nanos;

  /// So many a second on average.
  public PoissonArrivals(double perSecond, long seed) {
    this.meanGapNanos = 1e9 / perSecond;
    this.random = new SplittableRandom(seed);
  }

  /// The next arrival, in nanoseconds from the beginning; never before the previous one.
  long next() {
    nanos -= meanGapNanos * Math.log(1.0 - random.nextDouble());
    return (long) nanos;
  }
}
