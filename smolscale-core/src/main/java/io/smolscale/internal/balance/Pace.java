package io.smolscale.internal.balance;

import io.smolscale.internal.queue.Padding;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// How fast a worker goes: how long its tasks take, when it next looks up from them, and how long
/// its ring may be before it asks for help. These words change with each task, so they have cache
/// lines of their own.
///
/// The worker's own, but for [#started], [#limit] and [#isBusy], which others read now and then.
public final class Pace extends PaceWords {
  @SuppressWarnings("unused") // filler
  private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, aa, ab, ac, ad, ae;

  /// So many in a row that ran from the slot and woke nobody show that it does not pay.
  private static final int SLOT_RUNS_IN_VAIN = 2;

  private static final VarHandle STARTED =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "started", VarHandle.class, PaceWords.class, long.class);
  private static final VarHandle DRY =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "dry", VarHandle.class, PaceWords.class, boolean.class);
  private static final VarHandle LIMIT =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "limit", VarHandle.class, PaceWords.class, int.class);

  /// Returns whether the worker has run dry. Its own thread only.
  public boolean isDry() {
    return dry;
  }

  /// Notes whether the worker has run dry.
  public void setDry(boolean now) {
    DRY.setOpaque(this, now); // opaque: the balancer may see it a moment later
  }

  /// Returns whether the worker is in a task. Any thread.
  public boolean isBusy() {
    return !(boolean) DRY.getOpaque(this);
  }

  /// Another task starts.
  public void startTask() {
    STARTED.setOpaque(this, started + 1); // opaque: the balancer only compares two of them
    untilCheck--;
  }

  /// Returns how many tasks have been started. Any thread.
  public long started() {
    return (long) STARTED.getOpaque(this);
  }

  /// The longest ring that the worker means to serve alone. Any thread.
  public int limit() {
    return (int) LIMIT.getOpaque(this);
  }

  /// Returns whether it is time to look up.
  public boolean checkIsDue() {
    return untilCheck <= 0;
  }

  /// Returns whether the slot has its turn, and not the ring.
  public boolean slotsTurn() {
    return slotRuns < HelpRule.SLOT_RUNS;
  }

  /// The slot had a task.
  public void slotRan() {
    slotRuns++;
    slotRunsInVain++; // until it wakes somebody
  }

  /// Decides whether a task that the running one wakes runs next, from the slot. Tasks that talk to
  /// each other do. If recent tasks from the slot woke nobody, this one is queued behind those that
  /// wait in the ring.
  public boolean chooseSlot() {
    if (slotRuns == 0 && slotRunsInVain >= SLOT_RUNS_IN_VAIN) {
      slotRunsInVain = 0; // the next one may try again
      return false;
    }
    if (slotRuns > 0) {
      slotRunsInVain = 0;
    }
    return true;
  }

  /// The slot was empty, or has had its turn.
  public void slotDone() {
    slotRuns = 0;
  }

  /// Returns whether the slot may be used: not while tasks are long.
  public boolean slotIsOpen() {
    return nanosPerTask < HelpRule.LONG_NANOS;
  }

  /// After how many tasks the worker looks up.
  int interval() {
    return interval;
  }

  /// Returns how many tasks of the inbox to move behind the ring now.
  ///
  /// @param ring the tasks in the ring
  /// @param slotFull whether one lies in the slot
  /// @param inboxAge how long the oldest task of the inbox has waited, in nanoseconds; not asked
  ///   for when the ring is empty
  public int share(int ring, boolean slotFull, long inboxAge) {
    return HelpRule.share(interval, nanosPerTask, ring, slotFull, inboxAge);
  }

  /// Returns how many more tasks of the inbox a dry worker takes with the first one.
  ///
  /// @param waiting the tasks in the inbox
  /// @param workers how many workers there are
  public int batch(int waiting, int workers) {
    return HelpRule.batch(interval, waiting, workers);
  }

  /// Notes how long the tasks since the last measurement took, if there were any.
  ///
  /// @param price of a wake-up, in nanoseconds
  /// @param debt of helpers that have not paid, in nanoseconds
  public void measure(long now, long price, long debt) {
    int tasks = interval - untilCheck;
    if (tasks > 0) {
      estimate(HelpRule.blend(nanosPerTask, (now - since) / tasks), price, debt);
    }
    since = now;
  }

  /// Measures from now on: the time before was spent waiting.
  public void restart(long now) {
    since = now;
  }

  /// Expects tasks like those of another worker.
  ///
  /// @param limit that worker's [#limit]
  public void adopt(int limit, long price, long debt) {
    estimate((price + debt) / Math.max(1, limit), price, debt);
  }

  private void estimate(long nanos, long price, long debt) {
    nanosPerTask = Math.max(1, nanos);
    interval = HelpRule.interval(nanosPerTask);
    untilCheck = interval;
    LIMIT.setOpaque(this, HelpRule.limit(nanosPerTask, price, debt));
  }
}

abstract class PaceWords extends Padding {
  private static final long FIRST_ESTIMATE = 1_000;

  long nanosPerTask = FIRST_ESTIMATE;
  long since;
  long started;
  int limit = HelpRule.limit(FIRST_ESTIMATE, Price.MEASURED_NANOS, 0);
  int interval = HelpRule.interval(FIRST_ESTIMATE);
  int untilCheck = interval;
  int slotRuns;
  int slotRunsInVain;
  boolean dry = true;
}
