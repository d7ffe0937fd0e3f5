package io.smolscale.internal.queue;

import org.jspecify.annotations.Nullable;

/// A ring as seen by threads that do not own it: they see how long it is, and take.
public sealed interface RingStealer permits Ring {
  /// Takes the oldest task. Any thread.
  @Nullable Runnable take();

  /// Moves the older half of this ring (rounded up) behind the tasks of another. To be called by
  /// the owner of `mine`, which must not be this ring.
  ///
  /// A taker that loses its race to the owner asks for half as much the next time, so that a fast
  /// owner cannot keep it copying in vain.
  ///
  /// @return how many were moved
  int moveHalfTo(Ring mine);

  /// Returns how many tasks wait: exact for the owner when nobody takes, else a moment's view.
  int size();

  /// Returns how many tasks have left so far. What was at [#pushed] when this was less has waited
  /// since.
  long taken();

  /// Returns how many tasks have come so far.
  long pushed();
}
