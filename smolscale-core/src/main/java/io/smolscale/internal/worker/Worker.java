package io.smolscale.internal.worker;

import io.smolscale.internal.balance.HelpRule;
import io.smolscale.internal.balance.Look;
import io.smolscale.internal.jdk.SpinHint;
import io.smolscale.internal.queue.Ring;
import io.smolscale.internal.queue.Slot;
import io.smolscale.internal.timer.Timers;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A platform thread that runs tasks: the carrier of virtual threads.
///
/// ## Order
///
/// 1. the slot, at most [#SLOT_RUNS] times in a row, then the ring gets a turn;
/// 2. the ring;
/// 3. after about 50 microseconds of work ([HelpRule#interval] tasks): due timers, then a share of
///    the inbox behind the ring;
/// 4. dry: the inbox, the timers, half of a ring that is over its owner's limit; then sleep until
///    the next timer.
///
/// Everything that it owns can be taken by others at any time: ring, slot and timers. What a task
/// does to the hot path is read and write this worker's own memory, and one read of each
/// read-mostly word.
///
/// It extends `ForkJoinWorkerThread` for [SpinHint] alone.
public final class Worker extends ForkJoinWorkerThread {
  /// Tasks in a ring. What comes on top goes to the inbox.
  private static final int RING = 4096;

  /// How often the slot goes before the ring: two threads that pass a message to and fro delay the
  /// others by this factor at most.
  private static final int SLOT_RUNS = 16;

  /// With tasks longer than this the slot is closed: what lies in it would wait for its owner's
  /// task, in reach of nobody but a rescuer.
  private static final long SLOT_NANOS = 100_000;

  private static final long FIRST_ESTIMATE = 1_000;
  private static final long RETIRE_NANOS = 3_000_000_000L;

  private static final VarHandle STARTED =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "started", VarHandle.class, Worker.class, long.class);
  private static final VarHandle LIMIT =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "helpLimit", VarHandle.class, Worker.class, int.class);
  private static final VarHandle DRY =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "dry", VarHandle.class, Worker.class, boolean.class);

  final Ring ring = new Ring(RING);
  final Slot slot = new Slot();
  final Timers timers = new Timers();
  final Parker parker = new Parker(this);
  private final Crew crew;
  private final boolean spare;
  private final Spinner spinner = new Spinner();

  // Owner only.
  private int slotRuns;
  private int untilCheck = HelpRule.interval(FIRST_ESTIMATE);
  private int interval = untilCheck;
  private long nanosPerTask = FIRST_ESTIMATE;
  private long lastCheck;
  private boolean slotOpen = true;
  private boolean helping; // came for a help, and has not run dry since
  private long cameAt;
  private long nextTimer = Timers.NONE; // as it was when the worker decided how long to sleep
  private final BooleanSupplier work =
      this::anyWork; // made once: there may be no memory when it sleeps

  // Written by the owner, read by others now and then: opaque.
  private long started;
  private int helpLimit = HelpRule.limit(FIRST_ESTIMATE, HelpRule.WAKE_NANOS);

  @SuppressWarnings("UnusedVariable") // through DRY
  private boolean dry = true;

  private volatile boolean inPlainTask;

  Worker(Crew crew, String name, boolean spare) {
    super(null, crew.vmExecutor(), false);
    setName(name);
    setDaemon(true);
    this.crew = crew;
    this.spare = spare;
  }

  Crew crew() {
    return crew;
  }

  boolean isSpare() {
    return spare;
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
  }

  /// The longest ring that its owner means to serve alone.
  int helpLimit() {
    return (int) LIMIT.getOpaque(this);
  }

  Look.Sample sample(long now) {
    return new Look.Sample(
        !parker.isAsleep(),
        (long) STARTED.getOpaque(this),
        ring.pushed(),
        ring.taken(),
        !slot.isEmpty(),
        timers.due(now));
  }

  /// Takes a task that runs next: the receiver of a message, or a thread that was just started by
  /// the task that runs. Owner only.
  void next(Runnable task) {
    if (slotOpen) {
      Runnable out = slot.put(task);
      if (out != null) {
        push(out);
      }
    } else {
      push(task);
    }
  }

  /// Takes a task that runs after the others. Owner only.
  void push(Runnable task) {
    int size = ring.push(task);
    if (size < 0) {
      crew.submit(task);
    } else if (size > helpLimit) {
      crew.help();
    }
  }

  @Override
  public void run() {
    SpinHint.othersWait();
    arrive();
    boolean ended = false;
    while (!ended) {
      try {
        runTasks();
        ended = true;
      } catch (Throwable e) { // a task threw, or memory ran out between tasks: the worker goes on
        crew.uncaught(this, e);
      }
    }
  }

  private void runTasks() {
    for (Runnable task = take(); task != null; task = take()) {
      STARTED.setOpaque(this, started + 1);
      untilCheck--;
      task.run();
      if (untilCheck <= 0) {
        check();
      }
    }
  }

  /// The next task, after a sleep if need be; null when the worker ends.
  private @Nullable Runnable take() {
    Runnable task = takeOwn();
    return task != null ? task : dry();
  }

  private @Nullable Runnable takeOwn() {
    if (slotRuns < SLOT_RUNS) {
      Runnable task = slot.take();
      if (task != null) {
        slotRuns++;
        return task;
      }
      slotRuns = 0;
      return ring.pop();
    }
    slotRuns = 0;
    Runnable task = ring.pop();
    return task != null ? task : slot.take();
  }

  private void check() {
    long now = System.nanoTime();
    account(now, interval);
    if (timers.due(now)) {
      timers.fire(now);
    }
    crew.sawInbox(now);
    pullFromInbox();
  }

  /// Notes how long the last tasks took.
  private void account(long now, int tasks) {
    nanosPerTask = HelpRule.blend(nanosPerTask, (now - lastCheck) / tasks);
    setEstimate();
    lastCheck = now;
  }

  private void setEstimate() {
    interval = HelpRule.interval(nanosPerTask);
    untilCheck = interval;
    slotOpen = nanosPerTask < SLOT_NANOS;
    int limit = HelpRule.limit(nanosPerTask, crew.patience.nanos());
    LIMIT.setOpaque(this, limit);
    crew.noteLimit(limit);
  }

  /// Moves as many tasks from the inbox behind the ring as the ring has had since the last time, so
  /// that neither starves the other.
  private void pullFromInbox() {
    for (int n = interval; n > 0 && !crew.inbox.isEmpty(); n--) {
      Runnable task = crew.inbox.poll();
      if (task != null) {
        push(task);
      }
    }
  }

  private @Nullable Runnable dry() {
    long now = System.nanoTime();
    if (untilCheck < interval) {
      account(now, interval - untilCheck);
    }
    DRY.setOpaque(this, true);
    if (helping) {
      helping = false;
      crew.patience.learn(now - cameAt);
    }
    boolean woken = false;
    while (true) {
      Runnable task = look(now, woken);
      if (task != null) {
        DRY.setOpaque(this, false);
        return task;
      }
      ring.tidy();
      nextTimer = timers.next();
      long wait = nextTimer == Timers.NONE ? Long.MAX_VALUE : Math.max(1, nextTimer - now);
      if (!spinner.spin(now, wait, work)) {
        if (crew.ending() && wait == Long.MAX_VALUE) {
          if (crew.sleepers.retire(parker, work)) {
            crew.left(this);
            return null;
          }
        } else if (!crew.sleepers.sleep(parker, limitOfSleep(wait), work)
            && spare
            && wait == Long.MAX_VALUE
            && crew.sleepers.retire(parker, work)) {
          crew.left(this);
          return null;
        }
        woken = true;
        arrive();
      }
      now = System.nanoTime();
      lastCheck = now;
    }
  }

  private long limitOfSleep(long wait) {
    return spare ? Math.min(wait, RETIRE_NANOS) : wait;
  }

  private void arrive() {
    cameAt = System.nanoTime();
    lastCheck = cameAt;
    helping = crew.arrived();
  }

  /// Looks once everywhere.
  private @Nullable Runnable look(long now, boolean woken) {
    crew.sawInbox(now);
    Runnable task = crew.inbox.poll();
    if (task != null) {
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

  /// Takes half of the ring that is furthest over its owner's limit. Who was woken for it comes a
  /// little late, and is content with half the limit.
  private boolean takeFromOthers(boolean woken) {
    Worker most = null;
    int excess = 0;
    for (Worker other : crew.workers()) {
      int limit = other.helpLimit();
      int over = other.ring.size() - (woken ? limit >> 1 : limit);
      if (over > excess && other != this) {
        excess = over;
        most = other;
      }
    }
    if (most == null || most.ring.moveHalfTo(ring) == 0) {
      return false;
    }
    nanosPerTask =
        HelpRule.WAKE_NANOS / Math.max(1, most.helpLimit()); // they are tasks of that kind
    setEstimate();
    if (ring.size() > helpLimit) {
      crew.help();
    }
    return true;
  }

  /// Whether anything waits that this worker must not sleep on, an earlier timer included.
  private boolean anyWork() {
    return !crew.inbox.isEmpty()
        || !slot.isEmpty()
        || ring.size() > 0
        || timers.next() != nextTimer;
  }
}
