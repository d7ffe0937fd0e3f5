package io.smolscale.sim.machine;

import java.util.PriorityQueue;

/// What will happen, in the order of virtual time; at the same moment, in the order in which it was
/// planned.
public final class Events {
  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private long now;
  private long planned;
  private int foreground; // of the events in the queue

  /// The time of the event that happens, in nanoseconds.
  public long now() {
    return now;
  }

  /// Plans an event so many nanoseconds from now.
  public Event in(long nanos, Runnable what) {
    foreground++;
    return plan(nanos, what, false);
  }

  /// Plans an event that happens only if something else happens at that time or later.
  void inBackground(long nanos, Runnable what) {
    plan(nanos, what, true);
  }

  private Event plan(long nanos, Runnable what, boolean background) {
    Event event = new Event(now + nanos, planned++, what, background);
    queue.add(event);
    return event;
  }

  /// Has everything happen, and all that follows from it.
  public void run() {
    while (foreground > 0) {
      Event event = queue.remove();
      foreground -= event.background ? 0 : 1;
      if (!event.cancelled) {
        now = event.at;
        event.what.run();
      }
    }
  }

  /// Something that is going to happen.
  public static final class Event implements Comparable<Event> {
    private final long at;
    private final long order;
    private final Runnable what;
    private final boolean background;
    private boolean cancelled;

    private Event(long at, long order, Runnable what, boolean background) {
      this.at = at;
      this.order = order;
      this.what = what;
      this.background = background;
    }

    /// Has it not happen.
    public void cancel() {
      cancelled = true;
    }

    /// When it happens.
    public long at() {
      return at;
    }

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
