package io.smolscale.internal.worker;

import io.smolscale.internal.balance.Look;
import io.smolscale.internal.balance.WatchPolicy;
import io.smolscale.internal.jdk.ThreadStates;

/// One worker as the balancer sees it, and what the balancer remembers of it. The balancer's thread
/// only, but for [#isWaiting].
final class Subject {
  private final Worker worker;
  private long rescuedIn; // the number of the last task in which others came for it
  private long startedWithForks = -1; // the number of the task that was last seen with forks
  private long seenIn = -1; // the number of the last task that was seen to block
  private long measuredIn = -1; // the number of the task that was measured last
  private long hadThen; // what processor time it had had when that was first measured
  private long startedWhenSuspected = -1; // how many it had started when it was last suspect

  Subject(Worker worker) {
    this.worker = worker;
  }

  /// Returns what the worker does.
  ///
  /// @param asked whether the operating system is asked, too
  Look.Sample sample(long now, boolean asked) {
    return new Look.Sample(
        worker.isSpare(),
        !worker.parker.isAsleep(),
        isWaiting(),
        block(asked),
        worker.started(),
        worker.holdings.pushed(),
        worker.holdings.taken(),
        worker.holdings.isSlotFull(),
        worker.holdings.timers.overdue(now));
  }

  /// Returns whether the worker's task waits for something, and keeps the worker: pinned in a
  /// native frame or in a class initialiser, or a plain task that blocks.
  private boolean isWaiting() {
    return worker.holdings.isBusy()
        && (worker.isAway()
            || switch (worker.thread.getState()) {
              case BLOCKED, WAITING, TIMED_WAITING -> true;
              case NEW, RUNNABLE, TERMINATED -> false;
            });
  }

  private Look.Block block(boolean asked) {
    if (worker.parker.isBlocking()) {
      return Look.Block.SAID;
    }
    if (!asked) {
      return Look.Block.NO;
    }
    if (ThreadStates.waits(worker.systemNumber())) {
      seenIn = worker.started();
      return Look.Block.SEEN;
    }
    // What has been seen to block and runs at this moment is not robbed: it will block again.
    return seenIn != worker.started() && measure() < WatchPolicy.STUCK_NANOS
        ? Look.Block.ROBBED
        : Look.Block.NO;
  }

  /// Measures for how long the worker's task has had a processor, from the first time that it is
  /// measured on.
  ///
  /// @return nanoseconds; [Long#MAX_VALUE] where the operating system does not tell
  private long measure() {
    long had = ThreadStates.processorNanos(worker.systemNumber());
    if (had < 0) {
      return Long.MAX_VALUE;
    }
    if (measuredIn != worker.started()) {
      measuredIn = worker.started();
      hadThen = had;
    }
    return had - hadThen;
  }

  /// Begins to measure the worker's task, if it goes on since an earlier sample: so that there is a
  /// measurement to compare to when something waits.
  void follow(Look.Sample then) {
    if (isStillIn(then) && measuredIn != worker.started()) {
      measure();
    }
  }

  /// Returns whether a glance at the worker is enough: nothing has waited since the last one, or
  /// lies behind a task that goes on since then.
  boolean isCalm(Look.Sample then, Look.Sample now) {
    return !now.keptWaitingSince(then)
        && !now.timerDue()
        && !(isStillIn(then) && now.hasWaiting())
        && !now.spare()
        && !worker.forks.any()
        && !isSuspect();
  }

  /// Returns whether the worker is in the task that it was seen in.
  boolean isStillIn(Look.Sample then) {
    return then.awake() && then.started() == worker.started() && worker.holdings.isBusy();
  }

  /// Returns whether the worker is called awake, and is in no task. It may just be on its way.
  boolean isSuspect() {
    return worker.parker.isAwake() && !worker.holdings.isBusy();
  }

  /// Rouses the worker once more, if it is called awake, is in no task, and has begun none since
  /// the last look: an error may have kept its waker from rousing it.
  void rouseIfSuspect() {
    if (isSuspect() && worker.started() == startedWhenSuspected) {
      worker.parker.rouseAgain();
    }
    startedWhenSuspected = isSuspect() ? worker.started() : -1;
  }

  /// Has what the worker's task has forked run elsewhere, if the task waits, or has not ended since
  /// the last look: nobody else would run it before.
  void relieveOfForks() {
    if (worker.forks.any()) {
      long task = worker.started();
      if (task == startedWithForks || isWaiting()) {
        worker.forks.move();
      }
      startedWithForks = task;
    }
  }

  /// Returns whether others have come for the worker in this task.
  boolean wasRescuedIn(long task) {
    return rescuedIn == task;
  }

  /// Remembers that others have come for the worker in this task.
  void rescued(long task) {
    rescuedIn = task;
  }
}
