package io.smolscale.internal.worker;

import io.smolscale.internal.balance.HelpRule;
import io.smolscale.internal.balance.Patience;
import io.smolscale.internal.queue.Padding;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// How fast a worker goes: how long its tasks take, when it next looks up from them, and how long
/// its ring may be before it asks for help. These words change with each task, so they have cache
/// lines of their own.
///
/// The worker's own, but for [#started] and [#limit], which others read now and then.
final class Pace extends PaceWords {
  @SuppressWarnings("unused") // filler
  private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, aa, ab, ac, ad, ae;

  /// How often the slot goes before the ring: two threads that pass a message to and fro delay the
  /// others by this factor at most.
  private static final int SLOT_RUNS = 16;

  /// With tasks longer than this the slot is closed: what lies in it would wait for its owner's
  /// task, in reach of nobody but a rescuer.
  private static final long SLOT_NANOS = 100_000;

  private static final VarHandle STARTED =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "started", VarHandle.class, PaceWords.class, long.class);
  private static final VarHandle LIMIT =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "limit", VarHandle.class, PaceWords.class, int.class);

  /// Another task starts.
  void startTask() {
    STARTED.setOpaque(this, started + 1); // opaque: the balancer only compares two of them
    untilCheck--;
  }

  /// How many tasks have been started. Any thread.
  long started() {
    return (long) STARTED.getOpaque(this);
  }

  /// The longest ring that the worker means to serve alone. Any thread.
  int limit() {
    return (int) LIMIT.getOpaque(this);
  }

  /// Whether it is time to look up.
  boolean checkIsDue() {
    return untilCheck <= 0;
  }

  /// Whether the slot has its turn, and not the ring.
  boolean slotsTurn() {
    return slotRuns < SLOT_RUNS;
  }

  /// The slot had a task.
  void slotRan() {
    slotRuns++;
  }

  /// The slot was empty, or has had its turn.
  void slotDone() {
    slotRuns = 0;
  }

  /// Whether the slot may be used: not while tasks are long.
  boolean slotIsOpen() {
    return nanosPerTask < SLOT_NANOS;
  }

  /// After how many tasks the worker looks up.
  int interval() {
    return interval;
  }

  /// Notes how long the tasks since the last measurement took, if there were any.
  void measure(long now, Patience patience) {
    int tasks = interval - untilCheck;
    if (tasks > 0) {
      estimate(HelpRule.blend(nanosPerTask, (now - since) / tasks), patience);
    }
    since = now;
  }

  /// Measures from now on: the time before was spent waiting.
  void restart(long now) {
    since = now;
  }

  /// Expects tasks like those of another worker.
  void adopt(Pace other, Patience patience) {
    estimate(patience.nanos() / Math.max(1, other.limit()), patience);
  }

  private void estimate(long nanos, Patience patience) {
    nanosPerTask = Math.max(1, nanos);
    interval = HelpRule.interval(nanosPerTask);
    untilCheck = interval;
    LIMIT.setOpaque(this, HelpRule.limit(nanosPerTask, patience.nanos()));
  }
}

abstract class PaceWords extends Padding {
  private static final long FIRST_ESTIMATE = 1_000;

  long nanosPerTask = FIRST_ESTIMATE;
  long since;
  long started;
  int limit = HelpRule.limit(FIRST_ESTIMATE, HelpRule.WAKE_NANOS);
  int interval = HelpRule.interval(FIRST_ESTIMATE);
  int untilCheck = interval;
  int slotRuns;
}
