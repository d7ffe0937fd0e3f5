package io.smolscale.internal.observe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a crew says what happens in it, while somebody listens. Nobody is on the way of a task
/// here: each of these is said where a worker is woken, sleeps or is stuck.
///
/// None of the methods blocks or throws. Any thread calls them.
public abstract class Events {
  private static volatile @Nullable Events listener; // read-mostly

  /// For a listener.
  protected Events() {}

  /// Returns the listener, or null.
  public static @Nullable Events listener() {
    return listener;
  }

  /// Has somebody listen from now on, in the place of the listener before.
  public static void listen(Events events) {
    listener = events;
  }

  /// Returns a number for those who hear what the listener is told: another one whenever somebody
  /// joins them, and never 0.
  protected abstract int audience();

  /// Returns the number of those who hear what is said now; 0 while nobody does.
  public static int presentAudience() {
    Events events = listener;
    return events == null ? 0 : events.audience();
  }

  /// A worker was found stuck in a task.
  ///
  /// @param kind what keeps it, in a word or two
  /// @param thread the name of the virtual thread that it is in, which may be empty
  /// @param stack what that thread was doing, the top first
  public abstract void stuck(
      String scheduler,
      String worker,
      String kind,
      String thread,
      long threadId,
      List<StackTraceElement> stack);

  /// What waited behind a worker has gone to others, or a spare was started beside it.
  public abstract void rescued(String scheduler);

  /// A spare was started.
  ///
  /// @param workers how many workers there are with it
  public abstract void spareStarted(String scheduler, String spare, int workers);

  /// A worker was woken for a share of what waits.
  public abstract void helped(String scheduler);

  /// Something begins that takes time. Returns what its end is told with, or null.
  public abstract @Nullable Object begin(Span span);

  /// It has ended.
  ///
  /// @param begun what [#begin] returned, of a listener, perhaps an earlier one
  /// @param where the worker's name
  public abstract void end(Object begun, String scheduler, String where);

  /// What takes time.
  public enum Span {
    /// A task waits in the inbox.
    WAIT_IN_INBOX,
    /// A task waits in a worker's ring.
    WAIT_IN_RING,
    /// A worker sleeps.
    SLEEP
  }

  /// Begins a span, if somebody listens. Returns null if not.
  public static @Nullable Object beginIfHeard(Span span) {
    Events events = listener;
    return events == null ? null : events.begin(span);
  }

  /// Ends it, if it has begun.
  public static void endIfHeard(@Nullable Object begun, String scheduler, String where) {
    Events events = listener;
    if (begun != null && events != null) {
      events.end(begun, scheduler, where);
    }
  }
}
