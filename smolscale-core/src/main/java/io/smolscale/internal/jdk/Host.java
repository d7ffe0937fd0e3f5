package io.smolscale.internal.jdk;

import io.smolscale.internal.queue.Stranded;
import java.util.concurrent.ScheduledFuture;

/// What a [Vm] asks of the scheduler of its virtual threads. It has the shape of the hook that a
/// later JDK may offer: start, continue, schedule.
///
/// A thread is handed over as a `Runnable` that runs it until it ends or waits: the same one for
/// its whole life. To run it where it cannot run does nothing.
public interface Host {
  /// Takes a thread that was started. Called as [#onContinue].
  default void onStart(Runnable thread) {
    onContinue(thread);
  }

  /// Takes a thread that can go on: it was woken, or has yielded. Called by the worker that it just
  /// left, by whoever woke it (that may be another of its threads, which cannot be unmounted
  /// meanwhile), or by any thread outside; so it neither blocks nor throws.
  void onContinue(Runnable thread);

  /// Takes a task of a program's that is no virtual thread, and runs it like any plain task of its
  /// scheduler's. Neither blocks nor throws.
  default void onTask(Runnable task) {
    onContinue(task);
  }

  /// Runs a command on a platform thread after a delay: the end of a timed wait. Called on the
  /// worker that the waiting thread has just left.
  ///
  /// @param nanos the delay, positive
  ScheduledFuture<?> schedule(Runnable command, long nanos);

  /// Has it run so many threads in parallel from now on.
  ///
  /// @param size from 1 to what a `ForkJoinPool` takes
  /// @return how many there were
  /// @throws UnsupportedOperationException when that cannot be changed
  default int setParallelism(int size) {
    throw new UnsupportedOperationException(
        "the parallelism is set at the start, with -Dsmolscale.parallelism=" + size);
  }

  /// Returns whether it takes no new work, and finishes what it has.
  default boolean isClosing() {
    return false;
  }

  /// The current thread is about to block for something, and says so in the JDK's way: by
  /// [java.util.concurrent.ForkJoinPool#managedBlock]. If it is a worker, others may go on in its
  /// place.
  default void aboutToBlock() {}

  /// Where to leave a thread that can go on when [#onContinue] has thrown: at the end of a stack.
  Stranded stranded();

  /// A thread has been left there.
  default void onStranded() {}

  /// Returns how it is doing, for a user who asks the VM.
  Figures figures();

  /// Somebody looks at the JDK's bean for the scheduler of virtual threads, or a program at its own
  /// pool: then others may be interested, too. Does not block.
  default void lookedAt() {}
}
