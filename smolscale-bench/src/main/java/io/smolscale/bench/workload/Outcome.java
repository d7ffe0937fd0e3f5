package io.smolscale.bench.workload;

import org.HdrHistogram.Histogram;

/// How a run ended.
public sealed interface Outcome {
  /// All rounds were completed, in as many operations.
  record Completed(double operations) implements Outcome {}

  /// As above, and each operation's latency in nanoseconds was noted, from the moment when it
  /// should have begun.
  record Timed(double operations, Histogram latency) implements Outcome {}

  /// Nothing moved for so long that the workload gave up.
  record Stuck(String why) implements Outcome {}
}
