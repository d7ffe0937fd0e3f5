package io.smolscale.internal.balance;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The balancer's memory: which looks it compares, and how long it waits for the next. It has no
/// thread and no clock.
///
/// It waits a millisecond after a surprise, or while something lies behind a task that goes on, and
/// up to ten when there is none; up to thirty when at the last glance everybody slept. Where looks
/// are dear, each wait is longer, up to ten milliseconds. A task that gets stuck begins within a
/// wait: the first one in a process that sleeps most of the time may hold up others for thirty
/// milliseconds, and the next ones for one.
///
/// A collection or a suspended machine stops the workers and the balancer alike. A look that comes
/// much later than it was set for therefore counts as a first look: it decides nothing, and what
/// was seen before is forgotten.
public final class Watch {
  /// The shortest wait. A glance takes some microseconds, so what it costs is a fraction of a
  /// percent; and nobody is held up for much longer than the operating system itself may hold a
  /// thread up.
  public static final long SHORTEST_NANOS = 1_000_000;

  private static final long LONGEST_NANOS = WatchPolicy.STUCK_NANOS;
  private static final long LONGEST_ASLEEP_NANOS = 3 * LONGEST_NANOS;
  private static final long LATE_NANOS = WatchPolicy.STUCK_NANOS;

  /// While no worker is stuck, a wait is at least so many times as long as a look takes. So looks
  /// cost 2 percent of a processor at most where they are dear: in code that is not compiled yet,
  /// or on a crowded processor.
  private static final int LOOKS_A_WAIT = 50;

  private long tick = SHORTEST_NANOS;
  private boolean anyStuck; // at the last look
  private boolean soon; // the next look is due after the shortest wait, whatever the tick is
  private long lookNanos; // that the last look took
  private long lookNanosBefore; // and the one before
  private Look before;
  private long lastAt;
  private final Deque<Look> history = new ArrayDeque<>(); // as far back as it takes to be stuck
  private boolean wasLate;

  /// Begins with a first look, which nothing can be compared to.
  public Watch(Look first) {
    before = first;
    lastAt = first.at();
    history.add(first);
  }

  /// Returns how long to wait for the next look, in nanoseconds.
  public long tick() {
    return soon ? SHORTEST_NANOS : Math.max(tick, affordable());
  }

  /// Returns the shortest wait at which looks do not cost too much; any, where a worker is stuck.
  /// Of the last two looks the one that took less counts: the other may have been off its
  /// processor.
  private long affordable() {
    return anyStuck
        ? 0
        : Math.min(LONGEST_NANOS, LOOKS_A_WAIT * Math.min(lookNanos, lookNanosBefore));
  }

  /// Notes how long a look took, in nanoseconds.
  public void took(long nanos) {
    lookNanosBefore = lookNanos;
    lookNanos = nanos;
  }

  /// Returns whether the next look is further off than the closest.
  public boolean dozing() {
    return tick() > SHORTEST_NANOS;
  }

  /// Has the next look come after the shortest time. If that one finds nothing, the waits go on as
  /// they were.
  public void hurry() {
    soon = true;
  }

  /// Returns whether a look at this time comes much later than it was set for.
  public boolean late(long now) {
    return now - lastAt > tick() + LATE_NANOS;
  }

  /// Notes a glance in time: nothing has waited, and there is no spare. The next look is compared
  /// to it.
  ///
  /// @param now what was seen
  /// @param awake whether anybody was awake
  public void glance(Look now, boolean awake) {
    before = now;
    lastAt = now.at();
    wasLate = false;
    soon = false;
    anyStuck = false;
    relax(awake ? LONGEST_NANOS : LONGEST_ASLEEP_NANOS);
  }

  /// Decides by a new look, which was due [#tick] after the last one.
  ///
  /// @param disturbed whether the wait was cut short: then it decides nothing
  /// @return the plan; null when this look decides nothing
  public @Nullable Plan see(Look now, boolean disturbed) {
    boolean late = late(now.at());
    soon = false;
    if (late) {
      history.clear();
    }
    history.add(now);
    Plan plan = null;
    if (!disturbed && (!late || wasLate)) {
      plan = WatchPolicy.plan(anchor(now), before, now);
      anyStuck = plan.stuck() > 0;
      if (plan.surprised() || plan.closely()) {
        tick = SHORTEST_NANOS;
      } else {
        relax(LONGEST_NANOS);
      }
    }
    wasLate = late;
    before = now;
    lastAt = now.at();
    return plan;
  }

  /// Goes on after a rest, with a look that nothing is compared to. That somebody got up is no
  /// surprise; if it were, a process that sleeps ten times in a hundred milliseconds would pay for
  /// three looks each time.
  public void resume(Look now) {
    tick = LONGEST_NANOS;
    history.clear();
    history.add(now);
    before = now;
    lastAt = now.at();
  }

  private void relax(long longest) {
    tick = Math.min(longest, tick + (tick >> 1));
  }

  /// The last look that is old enough, or else the oldest.
  private Look anchor(Look now) {
    Look anchor = history.removeFirst();
    while (!history.isEmpty() && now.at() - history.getFirst().at() >= WatchPolicy.STUCK_NANOS) {
      anchor = history.removeFirst();
    }
    history.addFirst(anchor);
    return anchor;
  }
}
