package io.smolscale.internal.worker;

import io.smolscale.internal.balance.Look;
import io.smolscale.internal.jdk.ThreadStates;

/// One worker as the balancer sees it, and what the balancer remembers of it. The balancer's thread
/// only, but for [#isWaiting].
final class Subject {
  private final Worker worker;
  private long rescuedIn; // the number of the last task in which others came for it
  private long startedWithForks = -1; // the number of the task that was last seen with forks
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
    return worker.parker.isBlocking()
        ? Look.Block.SAID
        : asked && ThreadStates.waits(worker.systemNumber()) ? Look.Block.SEEN : Look.Block.NO;
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
