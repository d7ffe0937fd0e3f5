package io.smolscale.internal.worker;

import io.smolscale.internal.dispatch.Dispatch;
import io.smolscale.internal.dispatch.Holdings;
import io.smolscale.internal.jdk.ForkQueue;
import io.smolscale.internal.jdk.OwnThreads;
import io.smolscale.internal.jdk.Sockets;
import io.smolscale.internal.jdk.SpinHint;
import io.smolscale.internal.jdk.ThreadStates;
import io.smolscale.internal.jdk.WorkerThreads;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/// What a platform thread does that runs tasks: the carrier of virtual threads.
///
/// [Dispatch] says where the next task comes from; [Rest], what a worker does that has run dry.
/// Everything that a worker owns can be taken by others at any time: ring, slot and timers.
///
/// Its thread is a `ForkJoinWorkerThread` for [SpinHint], and one of the JDK's own carriers where
/// [WorkerThreads] can make that: then it is told before a task blocks. To a plain task the thread
/// is a fork-join worker, so its [ForkQueue] is looked after.
public final class Worker implements WorkerThreads.Work {
  private static final VarHandle IN_PLAIN_TASK =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "inPlainTask", VarHandle.class, Worker.class, boolean.class);

  final Thread thread;
  final String name;
  final Station station;
  final Commons commons;
  final Waits waits;
  final Parker parker;
  final Dispatch dispatch; // its own thread's
  final Holdings holdings; // the same, for others
  final Subject subject = new Subject(this);
  final Forks forks;
  private final Chores chores;
  private final Rest rest;
  private boolean ended; // its own: it has nothing to do any more
  private volatile int systemNumber = -1; // of its thread, for ThreadStates

  @SuppressWarnings("unused") // through IN_PLAIN_TASK
  private boolean inPlainTask;

  private volatile boolean away; // its plain task waits, and has said so
  private volatile boolean surplus; // a spare that nobody needs any more

  /// Makes a worker that has not been started.
  ///
  /// @param spare whether it begins as a spare: see [Roster#level]
  Worker(Station station, String name, boolean spare) {
    this.station = station;
    this.name = name;
    commons = station.commons();
    waits = station.waits();
    chores = new Chores(this);
    dispatch = new Dispatch(commons.shared, station.intake(), chores, commons.parts.isSingle());
    holdings = dispatch.holdings();
    ForkQueue forked = new ForkQueue();
    thread = WorkerThreads.make(this, forked);
    forks = new Forks(thread, forked);
    OwnThreads.reset(thread, name);
    thread.setDaemon(true);
    parker = new Parker(thread, spare, commons.polling::wake);
    rest = new Rest(this);
  }

  /// Returns the worker whose thread this is.
  ///
  /// @throws ClassCastException on any other thread
  static Worker current() {
    return (Worker) Objects.requireNonNull(WorkerThreads.of(Thread.currentThread()));
  }

  /// Returns whether it is a spare.
  boolean isSpare() {
    return parker.isSpare();
  }

  /// Returns how many tasks it has started.
  long started() {
    return holdings.started();
  }

  /// Returns the number of its thread, for [ThreadStates]; -1 before it runs.
  int systemNumber() {
    return systemNumber;
  }

  /// Returns whether it looks after sockets at this moment, about. Any thread.
  boolean isServingSockets() {
    return chores.isServingSockets();
  }

  /// Returns whether it is in a plain task.
  boolean isInPlainTask() {
    return (boolean) IN_PLAIN_TASK.getOpaque(this);
  }

  /// Notes that it is in a plain task, or no longer. Owner only.
  void setInPlainTask(boolean in) {
    IN_PLAIN_TASK.setOpaque(this, in); // opaque: a fence at both ends of each task would be dear
    if (away) {
      waits.comesBack(this); // from a wait whose end nobody has told us of
    }
  }

  /// Returns whether its plain task waits, and has said so: then it counts as stuck, and not as one
  /// of the threads that there may be.
  boolean isAway() {
    return away;
  }

  /// Notes that its plain task waits, or no longer. Owner only.
  void setAway(boolean away) {
    this.away = away;
  }

  /// Tells a spare to hand over when its task is over, and to sleep. The balancer only.
  ///
  /// @return false when it had been told before, and has not slept since
  boolean standDown() {
    if (surplus) {
      return false;
    }
    surplus = true;
    return true;
  }

  /// Returns whether it is a spare that has been told to stand down, and has not slept since.
  boolean standsDown() {
    return surplus;
  }

  /// Notes that it has slept, or found that it must not: if it was told to stand down, that is
  /// over. Owner only.
  void slept() {
    surplus = false;
  }

  /// Returns its net; null without sockets to wait for, or without memory for one: then others
  /// wait.
  Sockets.@Nullable Net net() {
    return chores.net();
  }

  // ---- what a virtual thread says to its carrier

  @Override
  public boolean blocks() {
    return waits.blocks(this);
  }

  @Override
  public void goesOn() {
    waits.goesOn(this);
  }

  // ---- what a plain task forks

  /// Returns the pool that a task sees: whatever it submits there, the crew runs.
  @Override
  public ForkJoinPool pool() {
    return station.pool();
  }

  // ---- the loop

  /// Works until it retires. To be called again does nothing then.
  ///
  /// ## Errors
  ///
  /// What a task throws goes to the handler. What comes between two tasks, for want of memory say,
  /// goes there too, and no task is lost by it: each one is in a queue, or in a variable of the
  /// method that takes it from one and gives it to the next. Where its own state has been left
  /// between two steps, [#recover] brings it on.
  @Override
  public void run() {
    Throwable thrown = null;
    boolean begun = false;
    while (!ended) {
      try {
        if (thrown != null) {
          ended = recover();
          Throwable e = thrown;
          thrown = null;
          uncaught(e);
        } else if (!begun) {
          forks.begin();
          systemNumber = ThreadStates.current();
          chores.net(); // here, and not when it falls asleep for want of memory
          rest.arrive();
          begun = true;
        } else {
          runTasks();
          ended = true;
        }
      } catch (Throwable e) {
        thrown = e; // and nothing else here, where it would end the thread if it threw again
      }
    }
    chores.closeNet();
  }

  private void runTasks() {
    while (runNext()) {
      // A frame for each: what it holds goes with it. A task that is over would else be kept, with
      // all that it knows, by a worker that sleeps: the interpreter clears no local of a frame.
    }
  }

  private boolean runNext() {
    Runnable next = null; // taken, and not begun
    try {
      next = dispatch.own();
      if (next == null) {
        next = dry(); // after a sleep, if need be
        if (next == null) {
          return false;
        }
      }
      dispatch.pace.startTask();
      Runnable task = next;
      next = null;
      try {
        task.run();
      } catch (Throwable e) {
        uncaught(e);
        reset();
      }
      if (dispatch.pace.checkIsDue()) {
        dispatch.check(System.nanoTime());
      }
      return true;
    } catch (Throwable e) {
      if (next != null) {
        commons.shared.inbox.rescue(next);
      }
      throw e;
    }
  }

  /// Undoes what a plain task has changed of this thread. Owner only.
  void reset() {
    OwnThreads.reset(thread, name);
  }

  /// An error has come between two steps.
  ///
  /// @return whether it has retired
  private boolean recover() {
    commons.polling.letGo(parker);
    if (parker.hasEnded()) {
      commons.sleepers.retired(true);
      left();
      return true;
    }
    commons.sleepers.recover(parker);
    chores.wakeThreads();
    rest.arrive();
    return false;
  }

  private void uncaught(Throwable e) {
    try {
      Thread.UncaughtExceptionHandler handler = commons.parts.handler();
      (handler != null ? handler : thread.getUncaughtExceptionHandler())
          .uncaughtException(thread, e);
    } catch (Throwable _) {
      // A handler that throws has had its chance; the worker goes on.
    }
  }

  /// Has itself struck out: it has retired.
  void left() {
    station.roster().left(this);
    station.end().somebodyLeft();
  }

  private @Nullable Runnable dry() {
    long now = System.nanoTime();
    forks.sweep(); // a task that was no plain one may have forked, too
    dispatch.runDry(now);
    Runnable task = rest.untilWork(now);
    try {
      if (task != null) {
        dispatch.goOn();
      }
    } catch (Throwable e) {
      commons.shared.inbox.rescue(Objects.requireNonNull(task));
      throw e;
    }
    return task;
  }
}
