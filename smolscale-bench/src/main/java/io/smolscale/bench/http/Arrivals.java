package io.smolscale.bench.http;

import java.util.SplittableRandom;

/// When requests arrive that come from many independent users: a Poisson process.
///
/// One seed gives one sequence, so everybody faces the very same arrivals.
final class Arrivals {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double meanGapNanos;
  private final SplittableRandom random;

  // In double: a gap rounded to whole nanoseconds would shift the rate.
  private double nanos;

  Arrivals(double perSecond, long seed) {
    this.meanGapNanos = NANOS_PER_SECOND / perSecond;
    this.random = new SplittableRandom(seed);
  }

  /// The next one, in nanoseconds from the beginning.
  long next() {
    nanos += random.nextExponential() * meanGapNanos;
    return (long) nanos;
  }
}
