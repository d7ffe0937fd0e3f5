package io.smolscale.sim.machine;

/// How the cores are shared out: with workers of one's own, and with others.
///
/// @param workersPerCore how many workers a policy has for each core
/// @param stolenPercent how much of each core others take, in percent: the thread that runs there
///   stands still meanwhile, for [#SHORTEST_THEFT] to [#LONGEST_THEFT] at a time
public record Host(int workersPerCore, int stolenPercent) {
  /// A worker for each core, which nobody else wants.
  public static final Host DEFAULT = new Host(1, 0);

  /// How long a core is away at least, in nanoseconds.
  static final long SHORTEST_THEFT = 1_000_000;

  /// How long a core is away at most, in nanoseconds: a few time slices of another guest.
  static final long LONGEST_THEFT = 10_000_000;

  /// Checks the numbers.
  public Host {
    if (workersPerCore < 1 || workersPerCore > 16) {
      throw new IllegalArgumentException(workersPerCore + " is not between 1 and 16");
    }
    if (stolenPercent < 0 || stolenPercent > 50) {
      throw new IllegalArgumentException(stolenPercent + " is not between 0 and 50");
    }
  }

  /// Returns the part of the cores that is left, from 0.5 to 1.
  public double left() {
    return 1 - stolenPercent / 100.0;
  }

  /// Returns how long a core is there between two thefts, on average, in nanoseconds.
  double meanBetweenThefts() {
    double meanTheft = (SHORTEST_THEFT + LONGEST_THEFT) / 2.0;
    return meanTheft * left() / (1 - left());
  }
}
