package io.smolscale.internal.balance;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The thread that looks at all workers now and then, so that nothing waits behind a task that does
/// not end.
///
/// ## Ticks
///
/// It looks every millisecond after a surprise, and up to every ten when there is none. When every
/// worker sleeps, and did at the look before, it parks for good, so an idle process makes no
/// wake-ups.
///
/// ## Who wakes it
///
/// A worker that gets up ([#workerGotUp]), and so no push ever looks at it. (A submitter that finds
/// an inbox at which nobody has looked for long has it look sooner than it would have, [#hurry];
/// nothing depends on that.) Both sides:
///
/// ```text
/// worker gets up                        balancer lies down
/// 1. count myself as awake (RMW)        1. resting = true
/// 2. resting? wake the balancer         2. full fence
///                                       3. is any worker awake? then resting = false
/// ```
///
/// The add of step 1 and the fence of step 2 stand in one order. If the add comes first, the
/// balancer's step 3 sees a worker awake. If the fence comes first, the worker's step 2 sees it
/// resting. A worker that is asleep pushes nothing, so there is nothing else that it could miss.
///
/// ## A pause is not a hog
///
/// A collection or a suspended machine stops the workers and the balancer alike. A look that comes
/// much later than it was set for therefore counts as a first look: it decides nothing.
public final class Balancer implements Runnable {
  private static final long SHORTEST_NANOS = 1_000_000;
  private static final long LONGEST_NANOS = 10_000_000;
  private static final long LATE_NANOS = 10_000_000;

  private final Watched watched;
  private volatile @Nullable Thread thread;
  private volatile boolean resting;
  private volatile boolean dozing; // in a long tick

  /// Makes a balancer that has not started.
  public Balancer(Watched watched) {
    this.watched = watched;
  }

  /// What it watches.
  public interface Watched {
    /// Looks at all workers.
    Look look();

    /// Does what was decided.
    void carryOut(Plan plan);

    /// Whether any worker is awake, or ought to be.
    boolean anyAwake();

    /// Called at each look: whether all is over, and the balancer ends.
    boolean over();

    /// Whether the end is near, and [#over] worth asking for often.
    boolean closing();
  }

  /// To be called by a worker after it has counted itself as awake.
  public void workerGotUp() {
    if (resting) {
      poke();
    }
  }

  /// Has it look soon.
  public void poke() {
    resting = false;
    LockSupport.unpark(thread);
  }

  /// Has it look now and closely, if it would not within the shortest tick.
  public void hurry() {
    if (dozing) {
      dozing = false;
      LockSupport.unpark(thread);
    }
  }

  /// Whether it sleeps for good.
  public boolean resting() {
    return resting;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    boolean over = false;
    while (!over) {
      try {
        watch();
        over = true;
      } catch (OutOfMemoryError _) { // a look needs a little memory; the next one may have it
        LockSupport.parkNanos(this, LONGEST_NANOS);
      }
    }
  }

  private void watch() {
    long tick = SHORTEST_NANOS;
    Look before = watched.look();
    Deque<Look> history = new ArrayDeque<>(); // as far back as it takes to be stuck
    history.add(before);
    boolean wasLate = false;
    while (!watched.over()) {
      boolean hurried = doze(tick);
      boolean interrupted =
          Thread.interrupted(); // of no meaning here, but it would end each park at once
      Look now = watched.look();
      boolean late = now.at() - before.at() > tick + LATE_NANOS;
      if (late) {
        history.clear();
      }
      history.add(now);
      Look anchor = anchor(history, now);
      if (!interrupted && (!late || wasLate)) {
        Plan plan = WatchPolicy.plan(anchor, before, now);
        watched.carryOut(plan);
        boolean close = plan.surprised() || plan.closely() || hurried || watched.closing();
        tick = close ? SHORTEST_NANOS : relax(tick);
        if (plan.rest() && !watched.closing()) {
          rest();
          tick = SHORTEST_NANOS;
          now = watched.look();
        }
      }
      wasLate = late;
      before = now;
    }
  }

  /// Sleeps for a tick.
  ///
  /// @return whether somebody was in a hurry
  private boolean doze(long tick) {
    boolean longer = tick > SHORTEST_NANOS;
    dozing = longer;
    LockSupport.parkNanos(this, tick);
    boolean hurried = longer && !dozing;
    dozing = false;
    return hurried;
  }

  /// The last look that is old enough, or else the oldest.
  private static Look anchor(Deque<Look> history, Look now) {
    Look anchor = history.removeFirst();
    while (!history.isEmpty() && now.at() - history.getFirst().at() >= WatchPolicy.STUCK_NANOS) {
      anchor = history.removeFirst();
    }
    history.addFirst(anchor);
    return anchor;
  }

  private static long relax(long tick) {
    return Math.min(LONGEST_NANOS, tick + (tick >> 1));
  }

  private void rest() {
    resting = true;
    VarHandle.fullFence();
    if (watched.anyAwake() || watched.closing()) {
      resting = false;
    }
    while (resting) {
      LockSupport.park(this);
      Thread.interrupted();
    }
  }
}
