package io.smolscale.internal.dispatch;

import io.smolscale.internal.balance.EagerCalls;
import io.smolscale.internal.balance.HelpRule;
import io.smolscale.internal.balance.InboxAge;
import io.smolscale.internal.balance.InboxLooks;
import io.smolscale.internal.balance.Patience;
import io.smolscale.internal.queue.Inbox;
import org.jspecify.annotations.Nullable;

/// Decides whether a worker is woken, wherever work arrives, waits too long, or a worker gets up;
/// and tells those that run dry where to look.
///
/// [HelpCall] sees to it that one is called at a time. [HelpRule] has the rule.
public final class Wakes {
  private final Waker waker;
  private final Inbox inbox;
  private final Patience patience;
  private final Counts counts;
  private final HelpCall call = new HelpCall();
  private final InboxLooks looks;
  private final InboxAge age;
  private final EagerCalls eagerCalls;
  private volatile @Nullable Dispatch behind; // one whose ring is too long; read-mostly

  /// Decides for the workers that share these.
  ///
  /// @param workers how many there are, until [#workers] says otherwise
  /// @param now the time of [System#nanoTime]
  public Wakes(Waker waker, Inbox inbox, Patience patience, Counts counts, int workers, long now) {
    this.waker = waker;
    this.inbox = inbox;
    this.patience = patience;
    this.counts = counts;
    looks = new InboxLooks(now);
    age = new InboxAge(now);
    eagerCalls = new EagerCalls(workers);
  }

  /// There are so many workers from now on.
  public void workers(int workers) {
    eagerCalls.workers(workers);
  }

  // ---- work from outside

  /// What is left to do for a submission.
  public enum Answer {
    /// Nothing: a worker was woken, or those that are awake will come.
    DONE,
    /// Nobody is awake: the caller wakes one, or hires one.
    NOBODY_AWAKE,
    /// All are awake, and none has looked for long: the caller sees whether they are stuck.
    NOBODY_LOOKS
  }

  /// Wakes a worker for a task that the caller has put into the inbox, if one ought to be woken.
  public Answer submitted(long now) {
    long unseenFor = looks.unseenFor(now); // first this: see InboxLooks.Notes.takeBack
    int awake = waker.awake();
    if (awake == 0) {
      looks.expected(now);
      return Answer.NOBODY_AWAKE;
    }
    boolean unseen = unseenFor > HelpRule.UNSEEN_NANOS;
    if (unseen && !waker.anyAsleep()) {
      return Answer.NOBODY_LOOKS;
    }
    if (unseen
        || (age.mayBeLate(now)
            && age.isLate(inbox.added(), inbox.taken(), now, awake, unseenFor))) {
      call();
    } else if (eagerCalls.any(awake) && call()) {
      eagerCalls.made();
    }
    return Answer.DONE;
  }

  /// Returns whether no worker has looked at the inbox for longer than one that moves on takes.
  public boolean nobodyLooks(long now) {
    return looks.unseenFor(now) > HelpRule.UNSEEN_NANOS;
  }

  /// Returns how long the oldest task of the inbox has waited at least, in nanoseconds. Notes which
  /// one that is, if that is not known yet.
  public long inboxAge(long now) {
    return age.age(inbox.added(), inbox.taken(), now);
  }

  /// Returns where one more worker notes that it looks at the inbox.
  InboxLooks.Notes notes() {
    return looks.notes();
  }

  /// Decides whether a worker that has just been woken, and has not looked yet, has the next one
  /// woken if more waits in the inbox than it takes. If so, it was needed itself, and [eager
  /// calls][EagerCalls] are bought for that.
  boolean claimNext(long now) {
    long unseenFor = looks.unseenFor(now);
    int awake = waker.awake();
    boolean needed = HelpRule.callsTheNext(awake, unseenFor);
    if (needed) {
      eagerCalls.paid(awake, unseenFor);
    }
    return needed;
  }

  // ---- work in a ring

  /// Wakes one more worker, unless all are awake or one is on its way already: that one calls the
  /// next if there is more to do than it can.
  ///
  /// @return whether one was woken
  public boolean call() {
    if (!waker.anyAsleep() || !call.begin()) {
      return false;
    }
    boolean reached = false;
    try {
      reached = waker.wakeOne();
    } finally {
      if (!reached) {
        call.reachedNobody();
      }
    }
    if (!reached) {
      return false;
    }
    counts.help();
    return true;
  }

  /// A push has made a worker's ring longer than it means to serve alone: wakes another, and tells
  /// all that run dry where to look. One at a time is enough for that too; the next one asks again
  /// when it looks up, if it is not short by then.
  public void callFor(Dispatch worker) {
    if (behind == null) {
      behind = worker;
    }
    call();
  }

  /// A ring is still too long when its owner looks up, or after half of it was taken. That is asked
  /// more rarely than at each push, so the ring of the worker that asked before may be read, on its
  /// cache lines: the longer of the two is helped first.
  public void callAgainFor(Dispatch worker) {
    Dispatch asked = behind;
    if (asked == null || asked.ring.size() < worker.ring.size()) {
      behind = worker;
    }
    call();
  }

  /// Takes the worker that asked for help, if one did: the caller sees to it.
  public @Nullable Dispatch takeBehind() {
    Dispatch worker = behind;
    if (worker != null) {
      behind = null;
    }
    return worker;
  }

  /// Returns whether a worker has asked for help that nobody has taken yet.
  public boolean anyBehind() {
    return behind != null;
  }

  // ---- workers that get up, and run dry

  /// Notes that a worker got up.
  ///
  /// @return whether a help was on its way, which it most likely is
  public boolean arrived() {
    return call.arrived();
  }

  /// Learns from a worker that was woken to help and has run dry.
  ///
  /// @param busyNanos how long it had been busy since it came
  public void wentDry(long busyNanos) {
    patience.learn(busyNanos);
    if (!HelpRule.paid(busyNanos)) {
      counts.helpUnpaid();
    }
  }
}
