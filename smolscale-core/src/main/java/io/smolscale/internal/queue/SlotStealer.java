package io.smolscale.internal.queue;

import org.jspecify.annotations.Nullable;

/// A slot as seen by threads that do not own it.
public sealed interface SlotStealer permits Slot {
  /// Takes the task, or one that was left, if there is any. Any thread.
  @Nullable Runnable take();

  /// Returns whether there was nothing a moment ago.
  boolean isEmpty();
}
