package io.smolscale.internal.balance;

import org.jspecify.annotations.Nullable;

/// The balancer's memory: which looks it compares, and how long it waits for the next. It has no
/// thread and no clock.
///
/// It waits a millisecond after a surprise, and up to ten when there is none.
///
/// A collection or a suspended machine stops the workers and the balancer alike. A look that comes
/// much later than it was set for therefore counts as a first look: it decides nothing.
public final class Watch {
  private static final long SHORTEST_NANOS = 1_000_000;
  private static final long LONGEST_NANOS = 10_000_000;
  private static final long LATE_NANOS = 10_000_000;

  private long tick = SHORTEST_NANOS;
  private Look before;
  private Look anchor;
  private boolean wasLate;

  /// Begins with a first look, which nothing can be compared to.
  public Watch(Look first) {
    before = first;
    anchor = first;
  }

  /// How long to wait for the next look, in nanoseconds.
  public long tick() {
    return tick;
  }

  /// Has the next look come after the shortest time.
  public void hurry() {
    tick = SHORTEST_NANOS;
  }

  /// Decides by a new look, which was due [#tick] after the last one.
  ///
  /// @param disturbed whether the wait was cut short: then it decides nothing
  /// @return the plan; null when this look decides nothing
  public @Nullable Plan see(Look now, boolean disturbed) {
    boolean late = now.at() - before.at() > tick + LATE_NANOS;
    Plan plan = null;
    if (!disturbed && (!late || wasLate)) {
      plan = WatchPolicy.plan(anchor, before, now);
      tick = plan.surprised() ? SHORTEST_NANOS : Math.min(LONGEST_NANOS, tick + (tick >> 1));
    }
    wasLate = late;
    remember(now);
    return plan;
  }

  /// Goes on after a rest, with a look that nothing is compared to.
  public void resume(Look now) {
    hurry();
    remember(now);
  }

  private void remember(Look now) {
    if (now.at() - anchor.at() >= WatchPolicy.GROW_NANOS) {
      anchor = now;
    }
    before = now;
  }
}
