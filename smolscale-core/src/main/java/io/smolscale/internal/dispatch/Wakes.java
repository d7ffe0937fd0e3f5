package io.smolscale.internal.dispatch;

import io.smolscale.internal.balance.HelpRule;
import io.smolscale.internal.balance.InboxAge;
import io.smolscale.internal.balance.InboxLooks;
import io.smolscale.internal.balance.Ledger;
import io.smolscale.internal.balance.Price;
import io.smolscale.internal.queue.Inbox;
import org.jspecify.annotations.Nullable;

/// Decides whether a worker is woken, wherever work arrives, waits too long, or a worker gets up;
/// and tells those that run dry where to look.
///
/// [HelpCall] sees to it that one is called at a time. [HelpRule] has the rule.
public final class Wakes {
  private final Waker waker;
  private final Inbox inbox;
  private final Counts counts;
  private final HelpCall call = new HelpCall();
  private final InboxLooks looks;
  private final InboxAge age;
  private final Price price;
  private final Ledger helps;
  private final Ledger eagerCalls;
  private volatile int workers; // read-mostly
  private volatile @Nullable Holdings behind; // one whose ring is too long; read-mostly

  /// Decides for the workers that share these.
  ///
  /// @param price what a wake-up costs
  /// @param workers how many there are, until [#workers] says otherwise
  /// @param now the time of [System#nanoTime]
  public Wakes(Price price, Waker waker, Inbox inbox, Counts counts, int workers, long now) {
    this.price = price;
    this.waker = waker;
    this.inbox = inbox;
    this.counts = counts;
    this.workers = workers;
    helps = Ledger.ofDebt(price);
    eagerCalls = Ledger.ofCredit(price);
    looks = new InboxLooks(now);
    age = new InboxAge(price, now);
  }

  /// There are so many workers from now on.
  public void workers(int workers) {
    this.workers = workers;
  }

  /// Returns how many workers there are.
  int workers() {
    return workers;
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
    } else if (isEager(awake) && call()) {
      eagerCalls.charge(price.nanos());
    }
    return Answer.DONE;
  }

  /// Returns whether a submission wakes a worker at once, without waiting to see whether those that
  /// are awake come for the task.
  ///
  /// Mostly they do come. But where long tasks come among short ones, the worker that took the last
  /// short task may have taken a long one next, and that is known only when nobody has looked for a
  /// while. Where calls of this kind [have paid][#claimNext], they are made. While half of the
  /// workers are awake, one more makes a lack of processors worse: so never, where there are two.
  private boolean isEager(int awake) {
    return 2 * awake < workers && eagerCalls.isInCredit();
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
  /// woken if more waits in the inbox than it takes. If so, it was needed itself: the others that
  /// are awake seem to be in long tasks, and an [eager call][#isEager] would have paid.
  ///
  /// A worker that is off its processor looks like one in a long task, and may be off it for the
  /// very one that was woken. So nothing is earned unless two others at least are awake; and the
  /// first time it must be sure.
  boolean claimNext(long now) {
    long unseenFor = looks.unseenFor(now);
    int awake = waker.awake();
    boolean needed = HelpRule.callsTheNext(awake, unseenFor);
    boolean sure = eagerCalls.isInCredit() || unseenFor > HelpRule.UNSEEN_NANOS;
    if (needed && awake > 2 && sure) {
      eagerCalls.earn(Ledger.EARNS * price.nanos());
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
  public void callFor(Holdings worker) {
    if (behind == null) {
      behind = worker;
    }
    call();
  }

  /// A ring is still too long when its owner looks up, or after half of it was taken. That is asked
  /// more rarely than at each push, so the ring of the worker that asked before may be read, on its
  /// cache lines: the longer of the two is helped first.
  public void callAgainFor(Holdings worker) {
    Holdings asked = behind;
    if (asked == null || asked.ring.size() < worker.ring.size()) {
      behind = worker;
    }
    call();
  }

  /// Takes the worker that asked for help, if one did: the caller sees to it.
  public @Nullable Holdings takeBehind() {
    Holdings worker = behind;
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
    long wake = price.nanos();
    helps.charge(wake);
    helps.earn(busyNanos / 2);
    if (busyNanos < 2 * wake) {
      counts.helpUnpaid();
    }
  }

  /// Returns what helpers have cost more than they have earned, in nanoseconds.
  public long debt() {
    return helps.debt();
  }

  /// Halves that: the balancer does so now and then.
  public void forgive() {
    helps.forgive();
  }
}
