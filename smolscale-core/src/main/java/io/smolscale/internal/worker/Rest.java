package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.Sockets;
import io.smolscale.internal.timer.Timers;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// What a worker does that has run dry: it spins if that has paid, else it sleeps until somebody
/// wakes it, its next timer is due, or a socket is ready; or it retires. One worker's own.
///
/// [Sleepers] has the argument that nobody sleeps while there is work. It asks for one look between
/// the announcement of a sleep and the sleep itself; that look is here.
final class Rest {
  private static final long RETIRE_NANOS = 3_000_000_000L;

  private final Worker worker;
  private final Crew crew;
  private final Spinner spinner;

  // Made once: there may be no memory when it sleeps.
  private final LongPredicate seen = new Seen();
  private final BooleanSupplier work = new Left();
  private final BooleanSupplier needed = new Needed();

  private boolean helping; // came for a help, and has not run dry since
  private long cameAt;
  private long nextTimer = Timers.NONE; // nextAtLatest, when it was decided how long to sleep
  private boolean sawEnding; // as it was when it was decided to sleep and not to retire

  Rest(Worker worker) {
    this.worker = worker;
    this.crew = worker.crew();
    this.spinner = new Spinner(crew.parallelism);
  }

  /// The worker got up, or has been started.
  void arrive() {
    cameAt = System.nanoTime();
    worker.pace.restart(cameAt);
    worker.timers.wokenUp(cameAt);
    crew.polling.gotUp(cameAt);
    helping = crew.arrived();
    if (crew.turn != null) {
      crew.turn.take(worker, false);
    }
  }

  /// Waits until there is work, from a time when there seems to be none.
  ///
  /// @return a task; null when the worker has retired
  @Nullable Runnable untilWork(long since) {
    long now = since;
    boolean woken = false;
    while (true) {
      Runnable task = worker.look(now, woken);
      if (task != null) {
        return task;
      }
      if (helping && !woken) {
        helping = false;
        crew.help.wentDry(now - cameAt);
      }
      worker.ring.tidy();
      sawEnding = crew.end.ending();
      if (worker.isSpare() && !sawEnding) {
        crew.handOverTimers(worker);
      }
      nextTimer = worker.timers.nextAtLatest();
      long wait = worker.timers.sleepNanos(now);
      if (worker.isSurplus() || !spinner.spin(now, wait, seen)) {
        if (sleptOut(wait) && retires()) {
          return null;
        }
        wakeUp();
        woken = true;
      }
      now = System.nanoTime();
      worker.pace.restart(now);
    }
  }

  /// Sleeps, unless there is nothing more to wait for.
  ///
  /// @return whether the worker may retire
  private boolean sleptOut(long wait) {
    if (crew.turn != null) {
      crew.turn.give(worker);
    }
    boolean untimed = wait == Long.MAX_VALUE;
    if (sawEnding && untimed) {
      return true;
    }
    boolean spare = worker.isSpare();
    long most = spare ? Math.min(wait, RETIRE_NANOS) : wait;
    return !crew.sleepers.sleep(
            worker.parker, most, worker.isSurplus() ? needed : work, worker.net())
        && worker.isSpare() // it may have been made a home worker meanwhile
        && untimed;
  }

  private boolean retires() {
    boolean retired = crew.sleepers.retire(worker.parker, work);
    if (retired) {
      crew.left(worker);
    }
    return retired;
  }

  private void wakeUp() {
    worker.slept();
    Sockets.Net net = worker.net();
    if (net != null && net.any()) {
      net.wakeThreads();
      if (crew.polling.handsOn()) {
        crew.sleepers.wakeOne();
      }
    }
    arrive();
  }

  // No lambdas: these are on the way of the first virtual thread.

  private final class Seen implements LongPredicate {
    @Override
    public boolean test(long now) {
      return seesWork(now);
    }
  }

  private final class Left implements BooleanSupplier {
    @Override
    public boolean getAsBoolean() {
      return isLeft();
    }
  }

  private final class Needed implements BooleanSupplier {
    @Override
    public boolean getAsBoolean() {
      return isNeeded();
    }
  }

  /// Whether one that spins sees work. Whoever submits should know that it is at hand.
  private boolean seesWork(long now) {
    worker.notes.look(now);
    return anyWork();
  }

  /// Whether there is work at the last look before a sleep. Until it announced that, it was at
  /// hand, so its note is taken back after it, and who submits reads the notes before it counts who
  /// is awake: whoever misses the note does not count this worker.
  private boolean isLeft() {
    worker.notes.takeBack();
    return anyWork();
  }

  /// The same for a spare that stands down: whether it must stay up, because something waits and
  /// nobody else is awake. Who is awake at this look has yet to announce its own sleep, and looks
  /// after that (see [Sleepers]).
  private boolean isNeeded() {
    worker.notes.takeBack();
    return crew.sleepers.awake() == 0 && anyWork();
  }

  /// Whether anything waits that this worker must not sleep on: an earlier timer and the end
  /// included.
  private boolean anyWork() {
    return !crew.inbox.isEmpty()
        || !worker.slot.isEmpty()
        || worker.ring.size() > 0
        || crew.help.anyBehind()
        || worker.timers.nextAtLatest() != nextTimer
        || crew.end.ending() != sawEnding;
  }
}
