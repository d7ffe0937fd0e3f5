package io.smolscale.internal.balance;

import io.smolscale.internal.queue.PaddedLong;

/// How many submissions from outside may still wake a worker at once, without waiting to see
/// whether those who are awake come for the task.
///
/// Mostly they do come, so to wait pays. But where long tasks come among short ones, whoever took
/// the last short task may have taken a long one next, and it is known only when nobody has
/// [looked][InboxLooks] for a while: what came meanwhile has waited for that, and then for a
/// wake-up. So a worker that was woken and finds the others [in long tasks][HelpRule#callsTheNext]
/// buys a call that is made at once, and each further one that finds the same doubles them. Where
/// such tasks are the rule it goes on, and it ends by itself.
///
/// A worker that is off its processor looks like one in a long task, and may be off it for the very
/// one that was woken. So nothing is bought unless two others at least are awake; and where there
/// are not enough processors, one more that is awake makes that worse, so a call is eager only
/// while fewer than half of the workers are: never, then, where there are two.
///
/// Read by each submission from outside, and written for some wake-ups only. Two that write at once
/// may count as one.
public final class EagerCalls {
  static final int MOST = 32;

  private volatile int workers; // read-mostly
  private final PaddedLong left = new PaddedLong();

  /// None, for so many workers.
  public EagerCalls(int workers) {
    this.workers = workers;
  }

  /// There are so many workers from now on.
  public void workers(int workers) {
    this.workers = workers;
  }

  /// Whether there is one left, with so many workers awake.
  public boolean any(int awake) {
    return 2 * awake < workers && left.opaque() > 0;
  }

  /// One was made, and woke somebody.
  public void made() {
    left.opaque(Math.max(0, left.opaque() - 1));
  }

  /// Who was woken was needed: the others that are awake seem to be in long tasks. For the first
  /// one to be bought that must be sure.
  ///
  /// @param awake how many workers are awake, with this one
  /// @param unseenFor how long none of the others has looked at the inbox
  public void paid(int awake, long unseenFor) {
    long had = left.opaque();
    if (awake > 2 && (had > 0 || unseenFor > HelpRule.UNSEEN_NANOS)) {
      left.opaque(Math.min(MOST, 2 * had + 1));
    }
  }
}
