package io.smolscale.sim.load;

import java.util.random.RandomGenerator;

/// What the tasks are like. A service time includes what it costs to mount and unmount a thread.
public enum Workload {
  /// Requests that have nothing to do with each other.
  SHORT("independent tasks, exponential, 10 us on average", 1, 10_000) {
    @Override
    long[] services(RandomGenerator random) {
      return new long[] {exponential(random, TEN_MICROS)};
    }
  },

  /// Most are short, and a few take a large share of the time.
  TAILED("independent tasks, bounded Pareto: 2 us to 2 ms, alpha 1.2, 9 us on average", 1, 8_984) {
    @Override
    long[] services(RandomGenerator random) {
      double least = 2_000;
      double alpha = 1.2;
      double u = random.nextDouble();
      return new long[] {(long) (least / Math.pow(1 - u * (1 - Math.pow(1e-3, alpha)), 1 / alpha))};
    }
  },

  /// Message passing: a request goes from hand to hand.
  CHAIN("chains of 10 tasks, each wakes the next, 0.5 to 1 us each", 10, 7_500) {
    @Override
    long[] services(RandomGenerator random) {
      return random.longs(10, 500, 1_001).toArray();
    }
  },

  /// Structured concurrency: a request asks many others and waits for all.
  FORK("2 us, then 32 tasks at once, exponential, 10 us on average, then 1 us", 34, 323_000) {
    @Override
    long[] services(RandomGenerator random) {
      long[] services = new long[34];
      for (int i = 1; i < 33; i++) {
        services[i] = exponential(random, TEN_MICROS);
      }
      services[0] = 2_000;
      services[33] = 1_000;
      return services;
    }

    @Override
    Job.Shape shape() {
      return Job.Shape.FORK;
    }
  },

  /// Some requests burn the processor.
  HOG("short tasks, and 2 in 100 of 5 ms", 1, 109_800) {
    @Override
    long[] services(RandomGenerator random) {
      boolean hog = random.nextInt(100) < 2;
      return new long[] {hog ? 5_000_000 : exponential(random, TEN_MICROS)};
    }
  };

  private static final double TEN_MICROS = 10_000;

  private final String description;
  private final int tasks;
  private final long meanNanos;

  Workload(String description, int tasks, long meanNanos) {
    this.description = description;
    this.tasks = tasks;
    this.meanNanos = meanNanos;
  }

  abstract long[] services(RandomGenerator random);

  Job.Shape shape() {
    return Job.Shape.CHAIN; // of one task, where it is one
  }

  /// In a few words.
  public String description() {
    return description;
  }

  /// How many tasks a job has.
  public int tasks() {
    return tasks;
  }

  /// How long a job takes on average, all its tasks together, in nanoseconds.
  public long meanNanos() {
    return meanNanos;
  }

  private static long exponential(RandomGenerator random, double mean) {
    return Math.max(1, Math.round(mean * random.nextExponential()));
  }
}
