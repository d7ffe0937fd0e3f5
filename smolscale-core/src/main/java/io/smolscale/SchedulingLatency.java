package io.smolscale;

import java.time.Duration;

/// How long what can run waits until a worker runs it: what [Scheduler#latency] gives.
///
/// No task carries a timestamp, so these are samples. At most ten times a second, while the
/// scheduler has work, it submits a task of its own, as a thread from outside would
/// ([#fromOutside]), and from that one another, as a thread would that yields or whose timer has
/// fired ([#fromInside]).
///
/// What they do not show:
///
/// - the wait of a task that comes while all workers sleep, which is a wake-up of the operating
///   system's;
/// - the wait of a thread that another one on the same worker has just woken or started: it runs
///   next, when that one parks;
/// - any wait while all workers are stuck in tasks that do not end: see [#oldestNow], and the
///   rescues of [SchedulerStats];
/// - anything on a scheduler of one thread and no spare, where the order of tasks is the same each
///   time, and on the JDK's own.
///
/// Values are immutable.
public final class SchedulingLatency {
  private final WaitTimes fromOutside;
  private final WaitTimes fromInside;
  private final Duration oldestNow;

  SchedulingLatency(WaitTimes fromOutside, WaitTimes fromInside, Duration oldestNow) {
    this.fromOutside = fromOutside;
    this.fromInside = fromInside;
    this.oldestNow = oldestNow;
  }

  /// Returns how long tasks have waited that came from a thread of another kind.
  public WaitTimes fromOutside() {
    return fromOutside;
  }

  /// Returns how long tasks have waited behind the others of their worker.
  public WaitTimes fromInside() {
    return fromInside;
  }

  /// Returns for how long at least the oldest task that came from outside has waited, of those that
  /// wait now; zero if none does.
  public Duration oldestNow() {
    return oldestNow;
  }

  /// Returns both, for people.
  public String describe() {
    return "waits from outside: " + fromOutside + "\nwaits from inside: " + fromInside + "\n";
  }

  /// Returns [#describe].
  @Override
  public String toString() {
    return describe();
  }
}
