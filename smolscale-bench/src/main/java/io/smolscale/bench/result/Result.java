package io.smolscale.bench.result;

/// What became of one measured JVM.
public sealed interface Result {
  /// It has something to report.
  ///
  /// @param disturbed whether somebody else used the machine, before it or after it
  record Measured(Report report, boolean disturbed) implements Result {}

  /// The workload waited for too long and gave up: a finding about the scheduler.
  record Stuck(String why) implements Result {}

  /// There is no figure, because what was asked for was not reached: a finding.
  record Unreached(String why) implements Result {}

  /// It hung, and was killed.
  record TimedOut(String hint) implements Result {}

  /// It crashed, or said nothing that we understand.
  record Failed(String output) implements Result {}
}
