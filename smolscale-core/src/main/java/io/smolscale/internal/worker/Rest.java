package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.Sockets;
import io.smolscale.internal.observe.Events;
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
  private final Commons commons;
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
    this.commons = worker.commons;
    this.spinner = new Spinner(commons.parallelism, commons.price);
  }

  /// The worker got up, or has been started.
  void arrive() {
    cameAt = System.nanoTime();
    worker.dispatch.pace.restart(cameAt);
    worker.dispatch.timers.wokenUp(cameAt);
    commons.polling.gotUp(cameAt);
    commons.balancer.workerGotUp();
    helping = commons.shared.wakes.arrived();
    if (commons.turn != null) {
      commons.turn.take(worker, false);
    }
  }

  /// Waits until there is work, from a time when there seems to be none.
  ///
  /// @return a task; null when the worker has retired
  @Nullable Runnable untilWork(long since) {
    long now = since;
    boolean woken = false;
    while (true) {
      Runnable task = worker.dispatch.look(now, woken);
      if (task != null) {
        return task;
      }
      if (helping && !woken) {
        helping = false;
        commons.shared.wakes.wentDry(now - cameAt);
      }
      worker.dispatch.tidy();
      sawEnding = commons.phase.isEnding();
      if (worker.isSpare() && !sawEnding) {
        worker.station.roster().handOverTimers(worker);
      }
      nextTimer = worker.dispatch.timers.nextAtLatest();
      long wait = worker.dispatch.timers.sleepNanos(now);
      if (worker.standsDown() || !spinner.spin(now, wait, seen)) {
        Object sleep = Events.beginIfHeard(Events.Span.SLEEP);
        if (sleptOut(wait) && retires()) {
          return null;
        }
        Events.endIfHeard(sleep, commons.parts.name(), worker.name);
        wakeUp();
        woken = true;
      }
      now = System.nanoTime();
      worker.dispatch.pace.restart(now);
    }
  }

  /// Sleeps, unless there is nothing more to wait for.
  ///
  /// @return whether the worker may retire
  private boolean sleptOut(long wait) {
    if (commons.turn != null) {
      commons.turn.give(worker);
    }
    boolean untimed = wait == Long.MAX_VALUE;
    if (sawEnding && untimed) {
      return true;
    }
    boolean spare = worker.isSpare();
    long most = spare ? Math.min(wait, RETIRE_NANOS) : wait;
    long retiresAt = spare ? System.nanoTime() + RETIRE_NANOS : 0;
    return !commons.sleepers.sleep(
            worker.parker, most, worker.standsDown() ? needed : work, worker.net())
        && spare
        && worker.isSpare() // it may have been made a home worker meanwhile
        && untimed
        // A park may end at once, by a permit that was left over. That is no reason to retire:
        // the next spare would be hired for the next stuck task.
        && System.nanoTime() - retiresAt >= 0;
  }

  private boolean retires() {
    boolean retired = commons.sleepers.retire(worker.parker, work);
    if (retired) {
      worker.left();
    }
    return retired;
  }

  private void wakeUp() {
    worker.slept();
    Sockets.Net net = worker.net();
    if (net != null && net.any()) {
      net.wakeThreads();
      if (commons.polling.handOver()) {
        commons.sleepers.wakeOne();
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

  /// Returns whether a worker that spins sees work. Submitters should know that it is at hand.
  private boolean seesWork(long now) {
    return worker.dispatch.seesWork(now) || seesMore();
  }

  /// Returns whether there is work at the last look before a sleep.
  private boolean isLeft() {
    return worker.dispatch.isWorkLeft() || seesMore();
  }

  /// Returns whether a spare that stands down must stay up, because something waits and no other
  /// worker is awake. A worker that is awake at this look has yet to announce its own sleep, and
  /// looks after that (see [Sleepers]).
  private boolean isNeeded() {
    worker.dispatch.takeNoteBack();
    return commons.sleepers.awake() == 0 && isLeft();
  }

  /// Returns whether there is something else that the worker must not sleep on: an earlier timer,
  /// or the end.
  private boolean seesMore() {
    return worker.dispatch.timers.nextAtLatest() != nextTimer
        || commons.phase.isEnding() != sawEnding;
  }
}
