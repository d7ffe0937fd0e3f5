package io.smolscale.sim.machine;

import java.util.PriorityQueue;

/// What will happen, in the order of virtual time; at the same moment, in the order in which it was
/// planned.
public final class Events {
  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private long now;
  private long planned;

  /// The time of the event that happens, in nanoseconds.
  public long now() {
    return now;
  }

  /// Plans an event so many nanoseconds from now.
  public Event in(long nanos, Runnable what) {
    Event event = new Event(now + nanos, planned++, what);
    queue.add(event);
    return event;
  }

  /// Has everything happen, and all that follows from it.
  public void run() {
    for (Event event = queue.poll(); event != null; event = queue.poll()) {
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
    private boolean cancelled;

    private Event(long at, long order, Runnable what) {
      this.at = at;
      this.order = order;
      this.what = what;
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
