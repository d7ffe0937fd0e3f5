package io.smolscale.internal.record;

import io.smolscale.internal.jdk.ContinuedThread;
import org.jspecify.annotations.Nullable;

/// One run of a virtual thread, from where it can go on to where it parks, yields or ends.
///
/// @param continued what the VM gives us to run
/// @param recording to which it belongs
/// @param since when it could go on
/// @param waker the thread that made it so
/// @param wakersLane the platform thread that this one was on
record RecordedRun(Runnable continued, Recording recording, long since, long waker, long wakersLane)
    implements Runnable {
  /// Whatever the recorder throws, the thread is run: nobody else has it.
  @Override
  public void run() {
    RunRing ring = null;
    try {
      ring = recording.begin(this);
    } catch (Throwable _) {
      // no memory for a ring, or the end of a stack: this run is not recorded
    }
    try {
      continued.run();
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

  /// Its virtual thread; null where the JDK does not tell.
  @Nullable Thread thread() {
    return ContinuedThread.of(continued);
  }

  long threadId() {
    Thread thread = thread();
    return thread == null ? -1 : thread.threadId();
  }
}
