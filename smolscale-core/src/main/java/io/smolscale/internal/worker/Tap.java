package io.smolscale.internal.worker;

/// Looks at what comes in at a crew. Called by the thread that submits, which must not block;
/// nothing that it throws may be lost, so it throws nothing.
public interface Tap {
  /// Returns what the crew runs in the place of a virtual thread that can go on.
  Runnable thread(Runnable continued);

  /// Returns what the crew runs in the place of a plain task's body.
  Runnable task(Runnable body);
}
