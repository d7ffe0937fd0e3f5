package io.smolscale.bench.service;

import io.smolscale.bench.Usage;

/// Tells when the JIT compilers of a service rest, from what they used while parts of a load were
/// answered.
///
/// gRPC's code keeps them busy for a dozen seconds at thousands of requests a second, and a service
/// whose code is half compiled may cost a third more than a second later. How long that takes
/// differs from JVM to JVM, so no fixed time is fair to both sides.
final class Compiling {
  /// Compilers that use less than this share of a core rest: they have stragglers for as long as a
  /// process lives.
  private static final double RESTING = 0.05;

  /// So many parts in a row; between two large methods they may rest for one.
  private static final int PARTS = 4;

  private int rested;

  /// Notes what the compilers used while a part of the load was answered.
  ///
  /// @param compilers their account of that part
  /// @param nanos how long the part took
  void answered(Usage.Account compilers, long nanos) {
    rested = compilers.cpuNanos() < RESTING * nanos ? rested + 1 : 0;
  }

  /// Returns whether they rest.
  boolean isOver() {
    return rested >= PARTS;
  }
}
