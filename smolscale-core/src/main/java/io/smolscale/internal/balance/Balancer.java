package io.smolscale.internal.balance;

import io.smolscale.internal.queue.Retry;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The thread that looks at all workers now and then, so that nothing waits behind a task that does
/// not end.
///
/// ## Ticks
///
/// [Watch] says how long it waits from look to look. When every worker sleeps, and did at the look
/// before, it parks for good, so an idle process makes no wake-ups.
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
public final class Balancer {
  private volatile @Nullable Thread thread;
  private volatile boolean resting;
  private volatile boolean dozing; // in a long tick
  private boolean hasSaidSo; // its own thread's
  private int unhurried; // for so many waits nobody can hurry it again; its own thread's

  /// Makes a balancer that has not started: until [#run] it can be called, and does nothing.
  public Balancer() {}

  /// What it watches.
  public interface Watched {
    /// Takes a glance, which asks the operating system nothing. At part load most looks would see
    /// no more.
    ///
    /// @return what was seen, if somebody is awake or was since the last time, nothing has waited
    ///   since then, and there is no spare; else null, and a look is due
    @Nullable Look glance(long now);

    /// Sees to the sockets, if nobody has for a tick.
    ///
    /// @return whether nobody had
    boolean socketsNeglected(long now);

    /// Called at each look: sees to it that there are as many workers as there ought to be, for
    /// those whose number may change.
    default void level(long now) {}

    /// Looks at all workers.
    Look look();

    /// Does what was decided.
    void carryOut(Plan plan);

    /// Returns whether any worker is awake, or ought to be, or there is something to [#level].
    boolean anyAwake();

    /// Something was thrown that should not have been. The watch goes on. Called once.
    void troubled(Throwable e);

    /// Called at each look: whether all is over, and the balancer ends.
    boolean over();

    /// Returns whether the end is near, and [#over] worth asking for often.
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
    try {
      LockSupport.unpark(thread);
    } catch (Throwable e) { // the end of a stack: the next one who gets up tries again
      resting = true;
      throw e;
    }
  }

  /// Has it look now and soon again, if it would not within the shortest tick, and nobody has
  /// lately.
  public void hurry() {
    if (dozing) {
      dozing = false;
      LockSupport.unpark(thread);
    }
  }

  /// Returns whether it sleeps for good.
  public boolean resting() {
    return resting;
  }

  /// Watches until all is over. Nothing that it meets there ends it, because nobody else would
  /// rescue what is stuck: it says what it was, once, and looks again. An error in a look changes
  /// nothing; one in a plan leaves the rest of it to the next look.
  ///
  /// @param watched the workers
  public void run(Watched watched) {
    thread = Thread.currentThread();
    Watch watch = null; // its memory outlives what is thrown
    Throwable trouble = null;
    boolean over = false;
    while (!over) {
      try {
        if (trouble != null) {
          Throwable e = trouble;
          trouble = null;
          pause();
          sayOnce(watched, e);
        }
        if (watch == null) {
          watch = new Watch(watched.look());
        }
        watch(watched, watch);
        over = true;
      } catch (Throwable e) {
        trouble = e; // and nothing else here, where it would end the thread if it threw again
      }
    }
  }

  /// A look needs a little memory; the next one may have it.
  private void pause() {
    resting = false;
    dozing = false;
    Retry.pause(this);
  }

  private void sayOnce(Watched watched, Throwable e) {
    if (!hasSaidSo) {
      watched.troubled(e);
      hasSaidSo = true;
    }
  }

  /// Watches until all is over, or until something throws.
  public void watch(Watched watched) {
    watch(watched, new Watch(watched.look()));
  }

  private void watch(Watched watched, Watch watch) {
    while (!watched.over()) {
      boolean hurried = doze(watch);
      boolean interrupted =
          Thread.interrupted(); // of no meaning here, but it would end each park at once
      long now = System.nanoTime();
      watched.level(now);
      boolean neglected = watched.socketsNeglected(now);
      Look glance = neglected || watched.closing() || watch.late(now) ? null : watched.glance(now);
      if (glance != null) {
        watch.glance(glance, watched.anyAwake());
        if (hurried) {
          watch.hurry();
        }
        continue;
      }
      Plan plan = watch.see(watched.look(), interrupted);
      watch.took(System.nanoTime() - now);
      if (hurried || neglected || watched.closing()) {
        watch.hurry();
      }
      if (plan != null) {
        watched.carryOut(plan);
        if (plan.rest() && !watched.closing()) {
          rest(watched);
          watch.resume(watched.look());
        }
      }
    }
  }

  /// Sleeps for a tick. It can be hurried once in about [WatchPolicy#STUCK_NANOS]: where one
  /// processor has more to do than it can, every submission finds that nobody looks.
  ///
  /// @return whether somebody was in a hurry
  private boolean doze(Watch watch) {
    if (unhurried > 0) {
      unhurried--;
      LockSupport.parkNanos(this, Math.min(watch.tick(), WatchPolicy.STUCK_NANOS));
      return false;
    }
    dozing = watch.dozing();
    LockSupport.parkNanos(this, watch.tick());
    boolean hurried = watch.dozing() && !dozing;
    dozing = false;
    if (hurried) {
      unhurried = 2; // the short wait that follows, and a long one
    }
    return hurried;
  }

  private void rest(Watched watched) {
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
