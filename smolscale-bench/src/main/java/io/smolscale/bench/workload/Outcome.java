package io.smolscale.bench.workload;

import org.HdrHistogram.Histogram;

/// How a run ended.
public sealed interface Outcome {
  /// All rounds were completed, in as many operations.
  record Completed(double operations) implements Outcome {}

  /// As above, and each operation's latency in nanoseconds was noted, from the moment when it
  /// should have begun.
  ///
  /// @param sender the CPU time of whoever waited for the next operation's turn, in nanoseconds:
  ///   the benchmark's own clock, no scheduler's work
  record Timed(double operations, Histogram latency, long sender) implements Outcome {
    /// There was no such clock in this process.
    Timed(double operations, Histogram latency) {
      this(operations, latency, 0);
    }
  }

  /// Nothing moved for so long that the workload gave up.
  record Stuck(String why) implements Outcome {}
}
