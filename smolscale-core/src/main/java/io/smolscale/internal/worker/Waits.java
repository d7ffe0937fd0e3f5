package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.WorkerThreads;
import io.smolscale.internal.queue.Inbox;
import org.jspecify.annotations.Nullable;

/// What happens where a worker's task waits or blocks and keeps the worker, and says so: what waits
/// behind it goes to others at once, and not when the balancer finds out.
///
/// - A *plain task* that is about to wait calls [#begin] and [#end], by way of our own calls, or is
///   seen in `ForkJoinPool.managedBlock` ([#beginBlocking]). Its worker is *away*.
/// - A *virtual thread* that is about to block tells its carrier ([#blocks], [#goesOn]).
final class Waits {
  private static final int MOST_FRAMES = 12; // from managedBlock to us, and some more

  private final Commons commons;
  private final Roster roster;

  Waits(Commons commons, Roster roster) {
    this.commons = commons;
    this.roster = roster;
  }

  // ---- plain tasks

  /// Begins a wait for a task, by a call of ours. If the current thread is a worker in a plain
  /// task, what waits behind it goes to others of its crew now; and until [#end] it is none of the
  /// threads that there may be, so that one more may come even if all do the same. A virtual thread
  /// or a thread from outside holds nobody up.
  ///
  /// @return the worker that waits, to be given to [#end]; null where nothing is to be ended
  static @Nullable Worker begin() {
    if (WorkerThreads.of(Thread.currentThread()) instanceof Worker worker) {
      worker.forks.sweep();
      return worker.waits.goesAway(worker) ? worker : null;
    }
    return null;
  }

  /// Ends a wait. In a crew of one worker that itself may wait, until the worker that stands in has
  /// ended its task.
  ///
  /// @param worker what [#begin] has returned
  static void end(@Nullable Worker worker) {
    if (worker != null) {
      worker.waits.comesBack(worker);
    }
  }

  /// The current thread is about to block for something, by a call of the JDK's: as [#begin], but
  /// nobody says when it is over. The worker counts as away until its plain task ends.
  void beginBlocking() {
    if (WorkerThreads.of(Thread.currentThread()) instanceof Worker worker
        && worker.commons == commons
        && worker.isInPlainTask()
        && isInManagedBlock()) {
      goesAway(worker);
    }
  }

  /// Returns whether the JDK asks for a thread because this one blocks, and not because it forks.
  private static boolean isInManagedBlock() {
    return StackWalker.getInstance()
        .walk(frames ->
            frames
                .limit(MOST_FRAMES)
                .anyMatch(frame -> frame.getMethodName().equals("managedBlock")));
  }

  /// @return whether the worker was there before
  private boolean goesAway(Worker worker) {
    boolean wasThere = !worker.isAway();
    worker.setAway(true);
    try {
      if (commons.turn != null) {
        commons.turn.give(worker);
      }
      commons.shared.takeAll(worker.holdings);
      if (!commons.shared.inbox.isEmpty() && !commons.sleepers.wakeAny()) {
        roster.hire();
      }
    } catch (Throwable e) {
      if (wasThere) {
        comesBack(worker);
      }
      throw e;
    }
    return wasThere;
  }

  /// The worker's plain task goes on. Its own thread only.
  void comesBack(Worker worker) {
    worker.setAway(false);
    if (commons.turn != null) {
      commons.turn.take(worker, true);
    }
  }

  // ---- virtual threads

  /// A virtual thread on this worker is about to block, and keeps it. What waits behind it, and
  /// what has come to the inbox, is for others. They are woken, or a spare is started, where no
  /// worker is awake, or none has looked for long; if nothing waits, nothing is done. Never throws.
  ///
  /// @return whether it has been counted as blocking
  boolean blocks(Worker worker) {
    boolean counted = false;
    try {
      boolean last = commons.sleepers.block(worker.parker);
      counted = true;
      worker.dispatch.takeNoteBack();
      int moved = commons.shared.empty(worker.holdings);
      commons.shared.counts.moved(moved);
      Inbox inbox = commons.shared.inbox;
      if (!inbox.isEmpty()) {
        seeToInbox(moved > 0);
      } else if (commons.polling.isWanted(last) && !commons.sleepers.wakeAny()) {
        roster.hire();
      }
    } catch (Throwable _) { // no memory, or no stack left: the balancer sees to it
      commons.balancer.poke();
    }
    return counted;
  }

  /// It goes on.
  void goesOn(Worker worker) {
    commons.sleepers.goesOn(worker.parker);
    commons.balancer.workerGotUp();
  }

  /// @param more whether the inbox has become longer
  private void seeToInbox(boolean more) {
    boolean unseen =
        commons.sleepers.awake() == 0 || commons.shared.wakes.nobodyLooks(System.nanoTime());
    if ((unseen || more) && !commons.sleepers.wakeOne() && unseen && !replaceBlocking()) {
      commons.balancer.hurry();
    }
  }

  /// Hires a spare in the place of a worker that has said that it blocks, if there is such a place.
  ///
  /// @return whether there was
  boolean replaceBlocking() {
    boolean replaces =
        commons.sleepers.blocking() > 0
            && commons.sleepers.awake() < commons.parallelism.get()
            && roster.mayGrow();
    if (replaces) {
      roster.hire();
    }
    return replaces;
  }
}
