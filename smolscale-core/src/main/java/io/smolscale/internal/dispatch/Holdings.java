package io.smolscale.internal.dispatch;

import io.smolscale.internal.balance.Pace;
import io.smolscale.internal.queue.RingStealer;
import io.smolscale.internal.queue.SlotStealer;
import io.smolscale.internal.timer.Timers;

/// What a worker holds, for threads that are not that worker: how much waits there, and whether the
/// worker is in a task. [Shared] takes from it, and so does another worker's [Dispatch]. The worker
/// itself has its [Dispatch]. Any thread may call it, at any time.
public final class Holdings {
  /// The tasks that wait, the oldest first.
  final RingStealer ring;

  /// The task that runs next.
  final SlotStealer slot;

  /// The timed waits that were begun there.
  public final Timers timers;

  private final Pace pace;

  Holdings(RingStealer ring, SlotStealer slot, Timers timers, Pace pace) {
    this.ring = ring;
    this.slot = slot;
    this.timers = timers;
    this.pace = pace;
  }

  /// Returns whether the worker is in a task.
  public boolean isBusy() {
    return pace.isBusy();
  }

  /// Returns how many tasks the worker has started.
  public long started() {
    return pace.started();
  }

  /// Returns how many tasks have come to its ring so far.
  public long pushed() {
    return ring.pushed();
  }

  /// Returns how many have left it.
  public long taken() {
    return ring.taken();
  }

  /// Returns whether a task lies in its slot.
  public boolean isSlotFull() {
    return !slot.isEmpty();
  }

  /// Returns about how many tasks wait.
  public int waiting() {
    return ring.size() + (slot.isEmpty() ? 0 : 1);
  }

  /// Returns whether anything waits, a timer that is late included.
  public boolean keepsWaiting(long now) {
    return ring.size() > 0 || !slot.isEmpty() || timers.overdue(now);
  }

  /// Returns the longest ring that the worker means to serve alone.
  int limit() {
    return pace.limit();
  }

  /// Returns whether the ring is longer than that.
  boolean isTooLong() {
    return ring.size() > pace.limit();
  }
}
