package io.smolscale.internal.queue;

import java.util.concurrent.locks.LockSupport;

/// The wait before a step is tried again that must not fail, and for which there was no memory, or
/// no thread.
public final class Retry {
  /// Long enough for a collection, short enough for whoever waits for the step.
  public static final long NANOS = 10_000_000;

  private Retry() {}

  /// Waits. Returns at once, or soon, where the thread is unparked.
  ///
  /// @param blocker what the thread is shown to wait for
  public static void pause(Object blocker) {
    LockSupport.parkNanos(blocker, NANOS);
  }
}
