package io.smolscale.internal.worker;

import io.smolscale.internal.balance.HelpRule;
import io.smolscale.internal.balance.Patience;
import org.jspecify.annotations.Nullable;

/// The calls for help of a crew: waking one more worker when there is more to do than those who are
/// awake mean to do alone, and telling it where to look.
///
/// [HelpCall] sees to it that one is called at a time.
final class Help {
  private final Sleepers sleepers;
  private final Account account;
  private final Patience patience;
  private final HelpCall call = new HelpCall();
  private volatile @Nullable Worker behind; // one whose ring is too long; read-mostly

  /// Help for the crew that has these.
  Help(Sleepers sleepers, Account account, Patience patience) {
    this.sleepers = sleepers;
    this.account = account;
    this.patience = patience;
  }

  /// Wakes one more worker, unless all are awake or one is on its way already: it will call the
  /// next one if there is more to do than it can.
  ///
  /// @return whether one was woken
  boolean call() {
    if (!sleepers.anyAsleep() || !call.begin()) {
      return false;
    }
    boolean reached = false;
    try {
      reached = sleepers.wakeOne();
    } finally {
      if (!reached) {
        call.reachedNobody();
      }
    }
    if (!reached) {
      return false;
    }
    account.help();
    return true;
  }

  /// A push has made a worker's ring longer than it means to serve alone: wakes another, and tells
  /// all who run dry where to look. One at a time is enough for that too; the next one asks again
  /// when it looks up, if it is not short by then.
  void callFor(Worker worker) {
    if (behind == null) {
      behind = worker;
    }
    call();
  }

  /// A ring is still too long when its owner looks up, or after half of it was taken. That is asked
  /// more rarely than at each push, so the ring of whoever asked before may be read, on its cache
  /// lines: the longer of the two is helped first.
  void callAgainFor(Worker worker) {
    Worker asked = behind;
    if (asked == null || asked.ring.size() < worker.ring.size()) {
      behind = worker;
    }
    call();
  }

  /// Who asked for help, if anybody did: the caller sees to it.
  @Nullable Worker takeBehind() {
    Worker worker = behind;
    if (worker != null) {
      behind = null;
    }
    return worker;
  }

  boolean anyBehind() {
    return behind != null;
  }

  /// A worker got up.
  ///
  /// @return whether a help was on its way, which it most likely is
  boolean arrived() {
    return call.arrived();
  }

  /// A worker that was woken to help has run dry.
  ///
  /// @param busyNanos how long it had been busy since it came
  void wentDry(long busyNanos) {
    patience.learn(busyNanos);
    if (!HelpRule.paid(busyNanos)) {
      account.helpUnpaid();
    }
  }
}
