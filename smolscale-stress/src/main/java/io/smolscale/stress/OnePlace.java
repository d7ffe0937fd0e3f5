package io.smolscale.stress;

import io.smolscale.internal.queue.Inbox;
import io.smolscale.internal.worker.Sleepers;

/// A crew of one place, whose worker retires while somebody submits: the real sleepers and inbox,
/// and the steps of `Crew.submit`, `Roster.hire` and `Roster.left` in a few lines, because a crew
/// starts threads.
final class OnePlace {
  static final String SERVED = "somebody runs it";
  static final String LOST = "a task, and nobody to run it";
  private static final String CROWDED = "more workers than places";
  private static final Runnable TASK = new Numbered(1);

  private final boolean looksBack;
  private final Inbox inbox = new Inbox();
  private final Sleepers sleepers = new Sleepers();
  private final Bed bed = new Bed(sleepers);
  private int members = 1; // guarded by this
  private int hired; // guarded by this
  private boolean retired;

  /// @param looksBack whether a worker looks for tasks after it has left
  OnePlace(boolean looksBack) {
    this.looksBack = looksBack;
  }

  /// The submitter.
  void submit() {
    inbox.add(TASK);
    if (!sleepers.wakeIfNoneAwake()) {
      hire();
    }
  }

  /// The worker.
  void retire() {
    retired = bed.retire(() -> !inbox.isEmpty());
    if (!retired) {
      return;
    }
    bed.leave();
    synchronized (this) {
      members--;
    }
    if (looksBack && !inbox.isEmpty() && !sleepers.wakeIfNoneAwake()) {
      hire();
    }
  }

  private synchronized void hire() {
    if (members < 1) {
      members++;
      hired++;
    }
  }

  /// When both are done.
  synchronized String verdict() {
    return members > 1 || hired > 1 ? CROWDED : retired && hired == 0 ? LOST : SERVED;
  }
}
