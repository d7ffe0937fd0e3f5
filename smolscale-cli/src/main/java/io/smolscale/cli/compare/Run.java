package io.smolscale.cli.compare;

import io.smolscale.cli.measure.MachineUsage.Disturbance;
import java.nio.file.Path;
import java.util.OptionalDouble;

/// What came of one run of one side.
///
/// @param contender the side's name
/// @param round from 1
/// @param end how it ended
/// @param exitCode of the command
/// @param seconds from its start to its end
/// @param cost what it used
/// @param lost how many processes that it had started outlived it, so that their use is not counted
/// @param disturbance what else went on
/// @param log what it printed
record Run(
    String contender,
    int round,
    End end,
    int exitCode,
    double seconds,
    Cost cost,
    int lost,
    Disturbance disturbance,
    Path log) {

  /// How a run comes to its end.
  enum End {
    BY_ITSELF,
    /// It was asked to, with SIGTERM.
    STOPPED,
    /// It was asked to and did not, and SIGKILL ended it.
    KILLED
  }

  /// What a run used; what the operating system does not tell is empty.
  ///
  /// @param peakMemory of its largest process, in bytes
  record Cost(OptionalDouble cpuSeconds, OptionalDouble switches, OptionalDouble peakMemory) {}

  /// It failed by itself: an exit code after SIGTERM says only that.
  boolean failed() {
    return end == End.BY_ITSELF && exitCode != 0;
  }
}
