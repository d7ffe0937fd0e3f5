package io.smolscale.internal.worker;

import io.smolscale.internal.observe.Events;
import io.smolscale.internal.queue.Retry;
import io.smolscale.internal.timer.Timers;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Keeps the workers of a crew, and has them come and go.
///
/// There is a *home* worker for each unit of parallelism. The first is there from the start; each
/// of the others is made and started when it is first needed: something waits, and all that are
/// there are awake. *Spares* come when all are stuck, up to a limit, and retire after three idle
/// seconds. At the [end][End] all retire, and a worker that is hired after it does so when it is
/// dry.
///
/// ## More homes, or fewer
///
/// When the [Parallelism] changes, the balancer makes home workers of spares, or spares of the last
/// home workers; those that are missing then come when they are needed. The first home worker stays
/// to the end.
///
/// A home worker that has become a spare is as good as one that was hired for a stuck one. If it is
/// not needed, the balancer tells it to stand down: it hands over what it has, its timers included,
/// leaves the sockets to a home, and retires when nobody has woken it for three seconds. If it is
/// in a task, that goes on to its end.
///
/// A spare may retire while it is made a home worker. Then it is one until it is out of the list,
/// and its place is free after that: both happen under the monitor.
final class Roster implements Recruits {
  private final Commons commons;
  private final Parts parts;
  private @Nullable Station station; // set before anybody is woken
  private volatile Formation formation;
  private final Workers workers; // changed under the monitor
  private volatile int homes; // how many are there; written under the monitor
  private volatile int levelledTo; // the balancer's, after the start
  private int hired; // guarded by this

  /// Makes an empty roster.
  Roster(Commons commons) {
    this.commons = commons;
    parts = commons.parts;
    workers = new Workers(commons.account);
    formation = new Formation(commons.parallelism.processors());
    levelledTo = commons.parallelism.get();
  }

  /// Makes the first home worker, which is not started yet. To be called once, before anybody is
  /// woken.
  ///
  /// @param station what each worker calls
  void begin(Station station) {
    synchronized (this) {
      this.station = station;
      makeHome();
    }
    commons.sleepers.recruitFrom(this);
  }

  private Worker make(String name, boolean spare) {
    return new Worker(Objects.requireNonNull(station, "it has not begun"), name, spare);
  }

  /// Returns all that have come, in this order. Not to be changed.
  Worker[] workers() {
    return workers.all();
  }

  /// Their threads, those that have not been started left out.
  List<Thread> threads() {
    return workers.threads();
  }

  // ---- homes

  /// Returns how many home workers have not been needed yet.
  @Override
  public int left() {
    return commons.phase.isEnding() ? 0 : Math.max(0, commons.parallelism.get() - homes);
  }

  /// Has one more home worker come, or several [in formation][Formation].
  ///
  /// @return whether one comes; not so while others are coming
  @Override
  public boolean come() {
    if (left() == 0) {
      return false;
    }
    int there = homes;
    int among = Math.min(commons.parallelism.get(), formation.size());
    try {
      return there < among
          ? formation.begin(there, among, this::comeNow, this::nobodyCame)
          : comeNow();
    } catch (OutOfMemoryError _) {
      return false; // the next call tries again
    }
  }

  /// No thread could be started for a worker that was called: the balancer sees to what waits.
  private void nobodyCame() {
    commons.shared.wakes.arrived();
    commons.balancer.poke();
  }

  private boolean comeNow() {
    Worker worker;
    synchronized (this) {
      if (left() == 0) {
        return false;
      }
      worker = makeHome();
    }
    return commons.sleepers.wake(worker.parker);
  }

  private Worker makeHome() {
    int before = homes;
    Worker worker = make(nameOfHome(), false);
    enlist(worker);
    homes = before + 1;
    return worker;
  }

  /// Returns the next name; a worker that has become a spare keeps its own.
  private String nameOfHome() {
    for (int number = homes; ; number++) {
      String name = parts.name() + "-worker-" + number;
      if (!workers.isTaken(name)) {
        return name;
      }
    }
  }

  // ---- more, or fewer

  /// Returns whether the home workers are those that there ought to be, as far as they have come.
  boolean isLevel() {
    return levelledTo == commons.parallelism.get() || commons.phase.isEnding();
  }

  /// Returns how many home workers there are since the last change, those that are to come
  /// included.
  int levelledTo() {
    return levelledTo;
  }

  /// Makes home workers of spares, or spares of home workers. The balancer only, and not after the
  /// end.
  void level(int wanted) {
    if (formation.size() != commons.parallelism.processors()) {
      formation = new Formation(commons.parallelism.processors());
    }
    levelledTo = wanted;
    try {
      synchronized (this) {
        Worker[] now = workers.all();
        for (int i = 0; i < now.length && homes < wanted; i++) {
          if (now[i].isSpare()) {
            now[i].parker.setSpare(false);
            homes++;
          }
        }
        for (int i = now.length - 1; i > 0 && homes > wanted; i--) {
          if (!now[i].isSpare()) {
            now[i].parker.setSpare(true);
            homes--;
          }
        }
      }
      commons.sleepers.arrange();
    } finally {
      for (Worker worker : workers.all()) {
        if (worker.isSpare()) {
          commons.sleepers.wake(worker.parker); // to go to sleep again, as a spare
        }
      }
    }
  }

  // ---- spares

  /// The first of them: a home worker, where there is one. When all have retired, one is hired.
  Worker anyone() {
    while (true) {
      Worker[] now = workers.all();
      if (now.length > 0) {
        return now[0];
      }
      hire();
    }
  }

  /// Returns whether another spare may be started. Those that are away do not count: they wait in a
  /// plain task, for one that may not have begun, and were they all there may be, it never would.
  boolean mayGrow() {
    int there = 0;
    for (Worker worker : workers.all()) {
      there += worker.isAway() ? 0 : 1;
    }
    int homesThen = commons.parallelism.get();
    int most =
        parts.size().limited()
            ? Math.max(parts.maxWorkers(), homesThen) // somebody has set it, and that counts
            : homesThen + parts.maxWorkers() - parts.homes();
    return there + left() < most;
  }

  /// Starts a spare, if there may be another. After the end it counts as a home worker: there are
  /// no others.
  void hire() {
    Worker worker;
    synchronized (this) {
      if (!mayGrow()) {
        return;
      }
      worker = make(parts.name() + "-spare-" + hired++, !commons.phase.isEnding());
      enlist(worker);
    }
    commons.sleepers.wake(worker.parker);
    Events heard = Events.listener();
    if (heard != null) {
      heard.spareStarted(commons.parts.name(), worker.name, workers.all().length);
    }
  }

  private void enlist(Worker worker) {
    Worker[] before = workers.add(worker);
    try {
      commons.sleepers.join(worker.parker); // the last step for which there may be no memory
    } catch (Throwable e) {
      workers.workers = before;
      throw e;
    }
  }

  // ---- workers that retire

  /// Leaves a spare's timers to the first home worker, so that the spare can retire. The spare's
  /// own thread only.
  void handOverTimers(Worker spare) {
    Worker first = anyone();
    if (first == spare || spare.holdings.timers.next() == Timers.NONE) {
      return; // it is alone with them, or has none
    }
    try {
      spare.holdings.timers.moveTo(first.holdings.timers);
    } catch (OutOfMemoryError _) {
      return; // it keeps them, and does not retire before it has tried again
    }
    commons.sleepers.wake(first.parker); // as in Intake.schedule
  }

  /// A worker has retired. Its thread waits for memory if there is none, or whatever else it is
  /// that stops it: it has nothing else to do, and who has retired and still stands in a list is
  /// taken for one that sleeps.
  void left(Worker worker) {
    while (true) {
      try {
        strikeOut(worker);
        return;
      } catch (Throwable _) {
        Retry.pause(this);
      }
    }
  }

  /// Both sides, when the crew is full:
  ///
  /// ```text
  /// submitter                               worker that has retired
  /// 1. inbox.add (a full fence)             1. its place is free (monitor)
  /// 2. nobody to wake: all have retired     2. any task, and nobody awake? then hire
  /// 3. a free place? then hire (monitor)
  /// ```
  ///
  /// The monitor puts step 3 of one and step 1 of the other in order. If the place is free by then,
  /// the submitter hires; if not, the worker's step 2 sees the task. If both hire, the second finds
  /// no place, or one worker comes in vain.
  private void strikeOut(Worker worker) {
    commons.sleepers.leave(worker.parker);
    synchronized (this) {
      if (workers.remove(worker)) { // not so the second time
        homes -= worker.isSpare() || commons.phase.isEnding() ? 0 : 1;
      }
    }
    if (!commons.shared.inbox.isEmpty() && !commons.sleepers.wakeIfNoneAwake()) {
      hire();
    }
  }
}
