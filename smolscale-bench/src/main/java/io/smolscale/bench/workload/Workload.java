package io.smolscale.bench.workload;

import java.io.IOException;
import java.util.List;

/// Something for a scheduler to do, many times over.
///
/// A workload is used by one driver at a time, and each run starts from the same state as the one
/// before it: whatever a run starts, it also ends, unless it says that it keeps it until it is
/// closed.
public interface Workload extends AutoCloseable {
  /// The name on the command line and in reports.
  String name();

  /// One paragraph: what happens, and over what.
  String description();

  /// What is counted as one operation, as a noun: "one hop".
  String operation();

  /// Who can compete in it.
  default Family family() {
    return Family.THREADS;
  }

  /// Which kind of thread calls [#run].
  default Driver driver() {
    return Driver.INSIDE;
  }

  /// Whether a clock sets the pace, so that the wall time per operation says nothing.
  default boolean paced() {
    return false;
  }

  /// Whether a sample may be made of several short runs: to begin and to end one costs next to
  /// nothing. Then what happens to the machine in one spoils the latencies of that one only.
  default boolean comesInSlices() {
    return false;
  }

  /// What its JVM needs beyond what all of them get, a larger heap for instance.
  default List<String> jvmArgs() {
    return List.of();
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

  /// Ends what stayed from run to run.
  @Override
  default void close() throws IOException {}
}
