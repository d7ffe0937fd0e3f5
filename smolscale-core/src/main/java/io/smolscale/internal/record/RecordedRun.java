package io.smolscale.internal.record;

import io.smolscale.internal.jdk.ContinuedThread;
import io.smolscale.internal.jdk.StandIn;
import org.jspecify.annotations.Nullable;

/// One run on a worker: of a virtual thread, from where it can go on to where it parks, yields or
/// ends, or of a plain task.
///
/// @param behind what is run
/// @param task the number of the plain task's [kind][Tasks]; 0 for a virtual thread
/// @param recording to which it belongs
/// @param since when it could run
/// @param waker the thread that made it so
/// @param wakersLane the platform thread that this one was on
record RecordedRun(
    Runnable behind, long task, Recording recording, long since, long waker, long wakersLane)
    implements StandIn {
  /// Whatever the recorder throws, what is behind is run: nobody else has it.
  @Override
  public void run() {
    RunRing ring = null;
    try {
      ring = recording.begin(this);
    } catch (Throwable _) {
      // no memory for a ring, or the end of a stack: this run is not recorded
    }
    try {
      behind.run();
    } finally {
      if (ring != null) {
        ended(ring);
      }
    }
  }

  private void ended(RunRing ring) {
    try {
      recording.end(this, ring);
    } catch (Throwable _) {
      // as above
    }
  }

  boolean isTask() {
    return task != 0;
  }

  /// Its virtual thread; null for a plain task, and where the JDK does not tell.
  @Nullable Thread thread() {
    return isTask() ? null : ContinuedThread.of(behind);
  }

  /// The number of its thread, or of its task's kind, which is negative; 0 where the JDK does not
  /// tell.
  long id() {
    Thread thread = thread();
    return thread == null ? task : thread.threadId();
  }
}
