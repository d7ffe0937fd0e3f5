package io.smolscale.sim.load;

/// What a task can do while it runs.
public interface Spawner {
  /// Makes another task ready: sends a message to it, or starts it.
  void wake(Task task);

  /// When the task ended that wakes, in nanoseconds of virtual time.
  long now();
}
