package io.smolscale.bench;

/// What became of one measured JVM.
sealed interface Result {
  /// It has something to report.
  record Measured(Report report) implements Result {}

  /// The workload waited for too long and gave up: a finding about the scheduler.
  record Stuck(String why) implements Result {}

  /// It hung, and was killed.
  record TimedOut(String hint) implements Result {}

  /// It crashed, or said nothing that we understand.
  record Failed(String output) implements Result {}
}
