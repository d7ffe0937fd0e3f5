package io.smolscale.sim.policy;

import io.smolscale.sim.load.Task;
import io.smolscale.sim.machine.Machine;

/// A scheduler.
public interface Policy {
  /// Takes a task from outside.
  void submit(Task task);

  /// Those that there are.
  enum Kind {
    /// Ours: a push wakes nobody.
    BALANCE,
    /// A push wakes a worker that searches others' queues.
    STEALING,
    /// Each job has its worker.
    SHARE_NOTHING;

    /// Makes one, with all its workers asleep.
    public Policy on(Machine machine) {
      return switch (this) {
        case BALANCE -> new Balancing(machine);
        case STEALING -> new Stealing(machine);
        case SHARE_NOTHING -> new ShareNothing(machine);
      };
    }
  }
}
