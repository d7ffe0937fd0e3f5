package io.smolscale.internal.queue;

import org.jspecify.annotations.Nullable;

/// Tasks that have left one queue and not reached the next, because an error came between: of an
/// [Inbox], which gives them out before all others.
///
/// Near the end of a thread's stack each call may throw, a method of this class included. So who
/// strands a task there does it in place, in the method that has caught the error, with nothing
/// that needs a frame: loads, stores, a monitor, and a new array of the task and what was stranded
/// before.
///
/// ```java
/// synchronized (stranded) {
///   stranded.top = new Object[] {task, stranded.top};
/// }
/// ```
///
/// The field is public for that alone.
public final class Stranded {
  /// The task that was stranded last, and the same of those before; null when there is none.
  /// Written under the lock of this object.
  public volatile @Nullable Object @Nullable [] top;

  /// Makes an empty one.
  public Stranded() {}

  /// Returns whether there is any.
  boolean any() {
    return top != null;
  }

  /// Takes one, or nothing.
  synchronized @Nullable Runnable poll() {
    @Nullable Object[] first = top;
    if (first == null) {
      return null;
    }
    top = (@Nullable Object[]) first[1];
    return (Runnable) first[0];
  }
}
