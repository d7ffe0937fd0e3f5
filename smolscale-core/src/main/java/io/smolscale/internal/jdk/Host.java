package io.smolscale.internal.jdk;

import java.util.concurrent.ScheduledFuture;

/// What the VM asks of whoever schedules its virtual threads.
public interface Host {
  /// Takes a task that can run now: a virtual thread that was started, woken or that yielded.
  /// Called with that virtual thread pinned, so it neither blocks nor throws.
  void execute(Runnable task);

  /// Runs a command on a platform thread after a delay: the end of a timed park. Called on the
  /// carrier.
  ///
  /// @param nanos the delay, positive
  ScheduledFuture<?> schedule(Runnable command, long nanos);

  /// How many workers run virtual threads in parallel.
  int parallelism();

  /// How many workers there are.
  int size();

  /// How many of them are in a task.
  int busy();

  /// About how many tasks wait for one.
  long waiting();

  /// A line about the state, for thread dumps.
  String describe();
}
