package io.smolscale.internal.queue;

import java.util.concurrent.locks.LockSupport;

/// The wait before trying a step again that must not fail, after there was no memory or no thread
/// for it.
///
/// The class has to be loaded before that: to load it takes memory, and a deep stack. Each [Inbox]
/// sees to it when it is made.
public final class Retry {
  /// Long enough for a collection, short enough for a thread that waits for the step.
  public static final long NANOS = 10_000_000;

  private Retry() {}

  /// Has the class loaded.
  static void ready() {}

  /// Waits. Returns at once, or soon, where the thread is unparked.
  ///
  /// @param blocker what the thread is shown to wait for
  public static void pause(Object blocker) {
    LockSupport.parkNanos(blocker, NANOS);
  }
}
