package io.smolscale.cli.measure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Watches what else happens on the machine while we measure.
///
/// @param ours the processes whose CPU time belongs to the measurement
public record Surroundings(List<ProcessHandle> ours) {
  public Surroundings {
    ours = List.copyOf(ours);
  }

  public record Snapshot(Optional<MachineUsage> machine, long ownCpuNanos, long atNanos) {}

  public Snapshot snapshot() {
    long own = 0;
    for (ProcessHandle process : ours) {
      own += process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
    return new Snapshot(MachineUsage.now(), own, System.nanoTime());
  }

  public MachineUsage.Disturbance since(Snapshot before) {
    Snapshot after = snapshot();
    if (before.machine.isEmpty() || after.machine.isEmpty()) {
      return MachineUsage.Disturbance.UNKNOWN;
    }
    return after
        .machine
        .get()
        .since(
            before.machine.get(),
            after.atNanos - before.atNanos,
            after.ownCpuNanos - before.ownCpuNanos);
  }
}
