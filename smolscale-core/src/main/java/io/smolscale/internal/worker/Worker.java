package io.smolscale.internal.worker;

import io.smolscale.internal.balance.HelpRule;
import io.smolscale.internal.balance.InboxLooks;
import io.smolscale.internal.balance.Look;
import io.smolscale.internal.balance.Pace;
import io.smolscale.internal.jdk.ForkQueue;
import io.smolscale.internal.jdk.OwnThreads;
import io.smolscale.internal.jdk.Sockets;
import io.smolscale.internal.jdk.SpinHint;
import io.smolscale.internal.jdk.ThreadStates;
import io.smolscale.internal.jdk.WorkerThreads;
import io.smolscale.internal.queue.Ring;
import io.smolscale.internal.queue.Slot;
import io.smolscale.internal.timer.Timers;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/// What a platform thread does that runs tasks: the carrier of virtual threads.
///
/// ## Order
///
/// 1. the slot, at most 16 times in a row, then the ring gets a turn;
/// 2. the ring;
/// 3. after about 25 microseconds of work (`Pace` says when): due timers, then a share of the inbox
///    behind the ring, then the sockets, if nobody [sleeps on them][Polling] nor has looked lately;
/// 4. dry: the inbox, the timers, half of the ring of one that asked for help; then it
///    [rests][Rest] until the next timer, or until a socket is ready.
///
/// Everything that it owns can be taken by others at any time: ring, slot and timers. What a task
/// does to the hot path is read and write this worker's own memory, and one read of each
/// read-mostly word.
///
/// Its thread is a `ForkJoinWorkerThread` for [SpinHint], and one of the JDK's own carriers where
/// [WorkerThreads] can make that: then it is told before a task blocks. To a plain task the thread
/// is a fork-join worker, so its [ForkQueue] is looked after.
public final class Worker implements WorkerThreads.Work {
  /// Tasks in a ring, as it is made and at most. What comes on top goes to the inbox.
  private static final int RING = 256;

  private static final int LARGEST_RING = 65_536;

  private static final VarHandle DRY =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "dry", VarHandle.class, Worker.class, boolean.class);

  final Thread thread;
  private final ForkQueue forks;
  final Ring ring = new Ring(RING, LARGEST_RING);
  final Slot slot = new Slot();
  final Timers timers = new Timers();
  final Parker parker;
  private final Crew crew;
  final String name;
  private final boolean alone; // there will never be another: the clock has no say in the order
  final Pace pace = new Pace();
  final InboxLooks.Notes notes;
  private final Rest rest;
  private Sockets.@Nullable Net net; // made when there are sockets to wait for
  private boolean dry = true; // written through DRY

  long rescuedIn; // the number of the last task in which others came for it; the balancer's
  private boolean ended; // its own: it has nothing to do any more
  private long startedWithForks = -1; // the balancer's: the task that it last saw with forks

  /// How many it had started when the balancer saw it [suspect][#isSuspect] last, else -1. The
  /// balancer's.
  long startedWhenSuspected = -1;

  private volatile int systemNumber = -1; // of its thread, for ThreadStates
  private volatile boolean inPlainTask;
  private volatile boolean away; // its plain task waits, and has said so
  private volatile boolean surplus; // a spare that nobody needs any more

  /// Makes a worker that has not been started.
  ///
  /// @param spare whether it begins as a spare: see [Roster#level]
  Worker(Crew crew, String name, boolean spare) {
    forks = new ForkQueue();
    thread = WorkerThreads.make(this, forks);
    OwnThreads.reset(thread, name);
    thread.setDaemon(true);
    this.name = name;
    this.crew = crew;
    this.alone = crew.isSingle();
    this.notes = crew.notes();
    this.parker = new Parker(thread, spare, crew.polling::wake);
    this.rest = new Rest(this);
  }

  /// The worker whose thread this is.
  ///
  /// @throws ClassCastException on any other thread
  static Worker current() {
    return (Worker) Objects.requireNonNull(WorkerThreads.of(Thread.currentThread()));
  }

  Crew crew() {
    return crew;
  }

  boolean isSpare() {
    return parker.isSpare();
  }

  /// How many tasks it has started.
  long started() {
    return pace.started();
  }

  /// Whether it is in a task.
  boolean isBusy() {
    return !(boolean) DRY.getOpaque(this);
  }

  boolean isInPlainTask() {
    return inPlainTask;
  }

  void setInPlainTask(boolean in) {
    inPlainTask = in;
    if (away) {
      crew.comesBack(this); // from a wait whose end nobody has told us of
    }
  }

  /// Whether its plain task waits, and has said so: then it counts as stuck, and not as one of the
  /// threads that there may be.
  boolean isAway() {
    return away;
  }

  /// Owner only.
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

  /// Whether it is a spare that has been told to stand down, and has not slept since.
  boolean isSurplus() {
    return surplus;
  }

  /// It has slept, or found that it must not: if it was told to stand down, that is over. Owner
  /// only.
  void slept() {
    surplus = false;
  }

  /// Whether it is called awake, and is in no task. It may just be on its way.
  boolean isSuspect() {
    return parker.isAwake() && !isBusy();
  }

  /// Whether anything waits here.
  boolean keepsWaiting(long now) {
    return ring.size() > 0 || !slot.isEmpty() || timers.overdue(now);
  }

  /// Whether it is in the task that it was seen in.
  boolean isStillIn(Look.Sample then) {
    return then.awake() && then.started() == pace.started() && isBusy();
  }

  /// What it does.
  ///
  /// @param asked whether the operating system is asked, too
  Look.Sample sample(long now, boolean asked) {
    return new Look.Sample(
        isSpare(),
        !parker.isAsleep(),
        isWaiting(),
        block(asked),
        pace.started(),
        ring.pushed(),
        ring.taken(),
        !slot.isEmpty(),
        timers.overdue(now));
  }

  /// Whether its task waits for something, and keeps it: pinned in a native frame or in a class
  /// initialiser, or a plain task that blocks.
  private boolean isWaiting() {
    return isBusy()
        && (away
            || switch (thread.getState()) {
              case BLOCKED, WAITING, TIMED_WAITING -> true;
              case NEW, RUNNABLE, TERMINATED -> false;
            });
  }

  private Look.Block block(boolean asked) {
    return parker.isBlocking()
        ? Look.Block.SAID
        : asked && ThreadStates.waits(systemNumber) ? Look.Block.SEEN : Look.Block.NO;
  }

  /// Its task says that it is about to block. Nobody behind it waits for that.
  @Override
  public boolean blocks() {
    return crew.blocks(this);
  }

  @Override
  public void goesOn() {
    crew.goesOn(this);
  }

  /// Takes a task that runs next: the receiver of a message, or a thread that was just started by
  /// the task that runs. Owner only.
  ///
  /// Not so where those that ran from the slot wake nobody, and others wait in the ring: then they
  /// may be collecting from these, and one of them that ran after each would be mounted for each
  /// message. Behind them it is mounted once for all.
  void next(Runnable task) {
    boolean runsNext = pace.slotPays() || ring.size() == 0;
    if (runsNext && (pace.slotIsOpen() || alone)) {
      Runnable out = slot.put(task);
      if (out != null) {
        try {
          push(out);
        } catch (Throwable _) { // the end of the stack: not even a call is left
          slot.left = new Object[] {out, slot.left};
        }
      }
    } else {
      push(task);
    }
  }

  /// Takes a task that runs after the others. Owner only. What it throws, it throws before it has
  /// the task.
  void push(Runnable task) {
    int size = ring.push(task);
    if (size < 0) {
      crew.submit(task);
      return;
    }
    try {
      if (size - (dry ? 1 : 0) > pace.limit()) { // one of them runs at once
        crew.help.callFor(this);
      }
    } catch (Throwable _) {
      // It is in the ring, which is found too long at the next look.
    }
  }

  /// The pool that a task sees: whatever it submits there, the crew runs.
  @Override
  public ForkJoinPool pool() {
    return crew.vmExecutor();
  }

  /// What its task has forked and not joined is for others now. Owner only.
  void sweepForks() {
    SpinHint.sweep(forks);
  }

  /// Whether something lies in its fork-join queue that its task has not joined. Any thread.
  boolean hasForks() {
    return WorkerThreads.queued(thread) > (forks.isHinted() ? 1 : 0);
  }

  /// Has what its task has forked run elsewhere, if that waits, or has not ended since the last
  /// look: nobody else would run it before. The balancer only.
  void relieveOfForks() {
    if (hasForks()) {
      long task = pace.started();
      if (task == startedWithForks || isWaiting()) {
        forks.moveToCommonPool();
      }
      startedWithForks = task;
    }
  }

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
          crew.uncaught(this, e);
        } else if (!begun) {
          SpinHint.othersWait(forks);
          systemNumber = ThreadStates.current();
          net(); // here, and not when it falls asleep for want of memory
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
    if (net != null) {
      net.close();
      net = null;
    }
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
      next = take();
      if (next == null) {
        return false;
      }
      pace.startTask();
      Runnable task = next;
      next = null;
      try {
        task.run();
      } catch (Throwable e) {
        crew.uncaught(this, e);
        reset();
      }
      if (pace.checkIsDue()) {
        check();
      }
      return true;
    } catch (Throwable e) {
      if (next != null) {
        crew.inbox.rescue(next);
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
    crew.polling.letGo(parker);
    if (parker.hasEnded()) {
      crew.sleepers.retired(true);
      crew.left(this);
      return true;
    }
    crew.sleepers.recover(parker);
    if (net != null) {
      net.wakeThreads(); // of sockets that nobody else will find
    }
    rest.arrive();
    return false;
  }

  /// The next task, after a sleep if need be; null when the worker ends.
  private @Nullable Runnable take() {
    Runnable task = takeOwn();
    return task != null ? task : dry();
  }

  private @Nullable Runnable takeOwn() {
    if (pace.slotsTurn() && !slot.isEmpty()) {
      pace.slotRan(); // first: nothing may throw while it has a task that is in no queue
      Runnable task = slot.take();
      if (task != null) {
        return task;
      }
    }
    pace.slotDone();
    Runnable task = ring.pop();
    return task != null ? task : slot.take();
  }

  private void check() {
    long now = System.nanoTime();
    pace.measure(now, crew.patience);
    if (timers.due(now)) {
      timers.fire(now);
    }
    if (surplus) {
      crew.handOver(this);
    } else {
      if (crew.turn != null && crew.turn.isWanted()) {
        crew.giveWay(this);
      }
      notes.look(now);
      pullFromInbox(now);
      if (crew.polling.isDue(now)) {
        lookAtSockets(now);
      }
      if (ring.size() > pace.limit()) {
        crew.help.callAgainFor(this); // nobody came, or not for this one
      }
    }
  }

  private void lookAtSockets(long now) {
    Sockets.Net net = net();
    if (net != null) {
      crew.polling.look(net, now);
    }
  }

  /// Its net; null without sockets to wait for, or without memory for one: then others wait.
  Sockets.@Nullable Net net() {
    if (net == null) {
      try {
        net = crew.polling.newNet();
      } catch (Throwable _) {
        // it sleeps on its parker, and tries again the next time
      }
    }
    return net;
  }

  /// Moves its share of the inbox behind the ring.
  private void pullFromInbox(long now) {
    if (crew.inbox.isEmpty()) {
      return;
    }
    int waiting = ring.size();
    long inboxAge = waiting > 0 ? crew.inboxAge(now) : 0;
    int share = pace.share(waiting, !slot.isEmpty(), inboxAge);
    for (int n = share; n > 0 && !crew.inbox.isEmpty(); n--) {
      Runnable task = crew.inbox.poll();
      if (task != null) {
        try {
          push(task);
        } catch (Throwable e) {
          crew.inbox.rescue(task);
          throw e;
        }
      }
    }
  }

  private @Nullable Runnable dry() {
    long now = System.nanoTime();
    pace.measure(now, crew.patience);
    sweepForks(); // a task that was no plain one may have forked, too
    DRY.setOpaque(this, true);
    Runnable task = rest.untilWork(now);
    try {
      DRY.setOpaque(this, task == null);
    } catch (Throwable e) {
      if (task != null) {
        crew.inbox.rescue(task);
      }
      throw e;
    }
    return task;
  }

  /// Looks once everywhere; one that stands down looks at its own only.
  ///
  /// @param woken whether it has just been woken
  @Nullable Runnable look(long now, boolean woken) {
    if (surplus) {
      return takeOwn();
    }
    boolean nextIsNeeded = woken && crew.nextIsNeeded(now);
    notes.look(now);
    Runnable task = crew.inbox.poll();
    if (task != null) {
      try {
        if (nextIsNeeded && !crew.inbox.isEmpty()) {
          crew.help.call();
        }
      } catch (Throwable e) {
        crew.inbox.rescue(task);
        throw e;
      }
      return task;
    }
    if (timers.due(now)) {
      timers.fire(now);
    }
    task = takeOwn();
    if (task == null && takeFromOthers(woken)) {
      task = takeOwn();
    }
    return task;
  }

  /// Takes half of the ring of whoever asked for help.
  private boolean takeFromOthers(boolean woken) {
    Worker other = crew.help.takeBehind();
    if (other == null
        || other == this
        || HelpRule.excess(other.ring.size(), other.pace.limit(), woken) <= 0) {
      return false;
    }
    int moved = other.ring.moveHalfTo(ring);
    if (moved == 0) {
      return false;
    }
    crew.account.moved(moved);
    if (other.ring.size() > other.pace.limit()) {
      crew.help.callAgainFor(other);
    }
    pace.adopt(other.pace, crew.patience);
    if (ring.size() > pace.limit()) {
      crew.help.callAgainFor(this);
    }
    return true;
  }
}
