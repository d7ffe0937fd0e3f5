package io.smolscale.internal.dispatch;

import io.smolscale.internal.balance.Pace;
import io.smolscale.internal.queue.RingStealer;
import io.smolscale.internal.queue.SlotStealer;
import io.smolscale.internal.timer.Timers;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What a worker holds, for threads that are not that worker: how much waits there, and whether the
/// worker is in a task. [Shared] takes from it, and so does another worker's [Dispatch]. The worker
/// itself has its [Dispatch]. All calls are open to any thread, at any time.
public final class Holdings {
  private static final VarHandle DRY =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "dry", VarHandle.class, Holdings.class, boolean.class);

  /// The tasks that wait, the oldest first.
  final RingStealer ring;

  /// The task that runs next.
  final SlotStealer slot;

  /// The timed waits that were begun there.
  public final Timers timers;

  private final Pace pace;
  private boolean dry = true; // written through DRY, by the owner

  Holdings(RingStealer ring, SlotStealer slot, Timers timers, Pace pace) {
    this.ring = ring;
    this.slot = slot;
    this.timers = timers;
    this.pace = pace;
  }

  /// Returns whether the worker is in a task.
  public boolean isBusy() {
    return !(boolean) DRY.getOpaque(this);
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

  /// Returns whether the worker is dry. Owner only.
  boolean isDry() {
    return dry;
  }

  /// Notes whether the worker has run dry. Owner only.
  void setDry(boolean now) {
    DRY.setOpaque(this, now);
  }
}
