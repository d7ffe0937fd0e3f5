package io.smolscale.internal.dispatch;

/// Wakes the workers of one scheduler. Any thread may call it.
public interface Waker {
  /// Returns how many workers are awake, about.
  int awake();

  /// Returns whether a worker sleeps that may be woken, about: for decisions that may be wrong now
  /// and then.
  boolean anyAsleep();

  /// Wakes one worker.
  ///
  /// @return whether there was one that may be woken
  boolean wakeOne();
}
