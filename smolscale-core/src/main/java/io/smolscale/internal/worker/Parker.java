package io.smolscale.internal.worker;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/// Whether one worker is up, and the means to wake it.
///
/// ```text
/// ASLEEP  -> AWAKE    a thread that wakes it, or the worker itself (compare-and-set; one wins)
/// AWAKE   -> ASLEEP   the worker, before its last look for work
/// ASLEEP  -> POLLING  the worker, before it waits in the poll set
/// POLLING -> AWAKE    as from ASLEEP; but a thread that wakes it calls the poll set
/// ASLEEP  -> ENDED    the worker, when it retires; nobody can wake it then
/// AWAKE   -> BLOCKING the worker, before its task blocks and keeps it; nobody can wake it
/// BLOCKING -> AWAKE   the worker, afterwards
/// ```
///
/// A worker that has not been started is asleep; the first waker starts its thread.
///
/// Not final for the litmus tests: their workers stop where they would park.
public class Parker {
  private static final int AWAKE = 0;
  private static final int ASLEEP = 1;
  private static final int ENDED = 2;
  private static final int POLLING = 3; // asleep, too
  private static final int BLOCKING = 4; // neither asleep nor awake

  private static final VarHandle STATE =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "state", VarHandle.class, Parker.class, int.class);

  private static final VarHandle WAKE_UPS =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "wakeUps", VarHandle.class, Parker.class, long.class);

  private final Thread thread;
  private volatile boolean spare;
  private final Runnable pollSetCall;
  private volatile int state = ASLEEP;
  private boolean
      started; // written by the winner of a wake-up; each wins after the last one's sleep
  private boolean polling; // likewise: where the sleep was that it ended
  private long wakeUps; // likewise; others may read it at any time

  /// Its waker has not counted it as awake: an error came between. Written by the winner of a
  /// wake-up, and read by the worker after it, or at its next getting up.
  boolean uncounted;

  // Where its own thread is on its way to sleep and back, for when an error comes between: see
  // Sleepers.recover.
  Step step = Step.UP;

  /// Whether its thread has the poll set's duty. Its own thread's; the balancer's look may be out
  /// of date.
  boolean hasDuty;

  /// How far a worker is on its way to sleep and back.
  enum Step {
    /// It is up, and counted as awake.
    UP,
    /// It has announced its sleep, and still counts as awake.
    ANNOUNCED,
    /// It does not count as awake.
    ASLEEP,
    /// It has got up by itself, and does not count as awake yet.
    GOT_UP
  }

  /// Makes the parker of a home worker, whose thread has not been started.
  public Parker(Thread thread) {
    this(thread, false, () -> {});
  }

  /// Makes the parker of a worker whose thread has not been started.
  ///
  /// @param spare whether it is a spare
  /// @param pollSetCall ends the wait of the worker that waits in the poll set
  Parker(Thread thread, boolean spare, Runnable pollSetCall) {
    this.thread = thread;
    this.spare = spare;
    this.pollSetCall = pollSetCall;
  }

  /// Returns whether it is a spare's.
  boolean isSpare() {
    return spare;
  }

  /// Makes it a spare's, or a home worker's.
  void setSpare(boolean spare) {
    this.spare = spare;
  }

  /// Returns whether it could be woken.
  public final boolean isAsleep() {
    return isAsleep(state);
  }

  private static boolean isAsleep(int state) {
    return state == ASLEEP || state == POLLING;
  }

  /// Returns whether it has retired.
  final boolean hasEnded() {
    return state == ENDED;
  }

  /// Returns whether it is up.
  public final boolean isAwake() {
    return state == AWAKE;
  }

  /// Returns whether its task has said that it blocks.
  public final boolean isBlocking() {
    return state == BLOCKING;
  }

  /// Says that the worker's task is about to block. Its own thread only, which is awake. The caller
  /// fences and sees to what waits.
  void announceBlocking() {
    state = BLOCKING;
  }

  /// Says that it goes on. Its own thread only.
  void goOn() {
    state = AWAKE;
  }

  /// Says that the worker is about to sleep. Its own thread only. The caller fences and looks for
  /// work before it [#await]s.
  void announceSleep() {
    state = ASLEEP;
    step = Step.ANNOUNCED;
  }

  /// Takes the announcement back, or wakes itself after a time-out.
  ///
  /// @return false when somebody else has woken it
  boolean getUp() {
    return STATE.compareAndSet(this, ASLEEP, AWAKE) || STATE.compareAndSet(this, POLLING, AWAKE);
  }

  /// Says that the worker is about to wait in the poll set, where it is called and not unparked.
  /// Its own thread only, after it has announced its sleep.
  ///
  /// @return false when somebody has woken it
  boolean moveToPollSet() {
    return STATE.compareAndSet(this, ASLEEP, POLLING);
  }

  /// Retires.
  ///
  /// @return false when somebody has woken it
  boolean end() {
    return STATE.compareAndSet(this, ASLEEP, ENDED);
  }

  /// Returns how often it was woken by another thread. Any thread.
  long wakeUps() {
    return (long) WAKE_UPS.getOpaque(this);
  }

  /// Sleeps until it is woken, or until the time is over, or for no reason at all.
  ///
  /// @param nanos how long at most; [Long#MAX_VALUE] for no limit
  protected void await(long nanos) {
    if (state == ASLEEP) {
      if (nanos == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, nanos);
      }
      Thread.interrupted(); // meant for a task that is over; kept, it would end each park at once
    }
  }

  /// Wins the right to wake the worker. The winner counts it as awake and then calls [#rouse].
  boolean claimWake() {
    for (int was = state; isAsleep(was); was = state) {
      if (STATE.compareAndSet(this, was, AWAKE)) {
        polling = was == POLLING;
        return true;
      } // it has moved to the poll set meanwhile, or is up
    }
    return false;
  }

  /// Calls the thread out of the poll set, wakes it, or starts it. If it throws, the worker is
  /// called awake and may sleep: see [#rouseAgain] and [#asleepAgain].
  void rouse() {
    WAKE_UPS.setOpaque(this, wakeUps + 1); // opaque: for reports only
    if (polling) {
      pollSetCall.run();
    } else if (started) {
      LockSupport.unpark(thread);
    } else {
      started = true; // first: once it runs, it may sleep and be woken by the next one
      start();
    }
  }

  private void start() {
    try {
      thread.start();
    } catch (IllegalThreadStateException _) {
      // The balancer and a slow waker do the same.
    }
  }

  /// Returns whether its thread has not been started. The winner of a wake-up, when [#rouse] has
  /// thrown.
  boolean isUnstarted() {
    return thread.getState() == Thread.State.NEW;
  }

  /// Puts it back to sleep, because there was no thread to be had: the next waker tries again. For
  /// the winner of a wake-up, which does not count it as awake.
  void asleepAgain() {
    WAKE_UPS.setOpaque(this, wakeUps - 1);
    started = false;
    state = ASLEEP;
  }

  /// Rouses it once more: it has been called awake for long and has done nothing. For one that is
  /// up this does nothing either. The balancer only.
  void rouseAgain() {
    if (thread.getState() == Thread.State.NEW) {
      start();
    } else {
      LockSupport.unpark(thread);
      if (hasDuty) {
        pollSetCall.run();
      }
    }
  }
}
