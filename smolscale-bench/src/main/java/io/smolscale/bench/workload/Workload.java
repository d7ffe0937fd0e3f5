package io.smolscale.bench.workload;

/// Something for a scheduler to do, many times over.
///
/// A workload is used by one driver at a time, and each run starts from the same state as the one
/// before it: whatever a run starts, it also ends.
public interface Workload {
  /// The name on the command line and in reports.
  String name();

  /// One paragraph: what happens, and over what.
  String description();

  /// What is counted as one operation, as a noun: "one hop".
  String operation();

  /// Which kind of thread calls [#run].
  default Driver driver() {
    return Driver.INSIDE;
  }

  /// Whether a clock sets the pace, so that the wall time per operation says nothing.
  default boolean paced() {
    return false;
  }

  /// What to run until this workload is compiled. A paced workload compiles too slowly at its own
  /// pace, and a measurement before that would compare interpreters.
  default Workload warmUp() {
    return this;
  }

  /// Runs `iterations` rounds and returns when they are over.
  ///
  /// How many operations a round has is the workload's own business; that one more round takes
  /// about the same time again is all that the caller assumes.
  Outcome run(long iterations) throws InterruptedException;
}
