package io.smolscale.bench.workload;

/// Computation that costs time and nothing else.
///
/// The amount is a fixed number of steps, not a time: a loop that watches the clock would do less
/// work on a thread that is preempted, and so hide what a scheduler costs.
public final class Work {
  /// Steps in about a microsecond of a core of the 2020s; each is a chain of multiply, add, shift
  /// and xor that neither the compiler nor the CPU can shorten.
  public static final int STEPS_PER_MICRO = 625;

  /// Tells a measured JVM how many steps a core of this machine does in a microsecond while all of
  /// them compute, for a workload that is to take a certain share of all cores.
  public static final String SPEED_PROPERTY = "smolscale.bench.steps-per-micro";

  private Work() {}

  /// Computes for `steps` steps. Use the result, or the compiler drops the computation.
  public static long burn(long seed, int steps) {
    long x = seed;
    for (int i = 0; i < steps; i++) {
      x = x * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
      x ^= x >>> 29;
    }
    return x;
  }
}
