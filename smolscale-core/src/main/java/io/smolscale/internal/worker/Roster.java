package io.smolscale.internal.worker;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Who belongs to a crew, and who comes and goes.
///
/// There is a *home* worker for each unit of parallelism. The first is there from the start; each
/// of the others is made and started when it is first needed: something waits, and all who are
/// there are awake. *Spares* come when all are stuck, up to a limit, and retire after three idle
/// seconds. At the [end][End] all retire, and who is hired after it does so when it is dry.
final class Roster implements Sleepers.Recruits {
  private static final long NANOS_BETWEEN_TRIES = 10_000_000;

  private final Crew crew;
  private final Crew.Parts parts;
  private final Formation formation;
  private volatile Worker[] workers = {}; // as they came; copied on each change
  private volatile int homes; // how many have come; written under the monitor
  private int hired; // guarded by this

  /// Makes the first home worker, which is not started yet.
  Roster(Crew crew, Crew.Parts parts) {
    this.crew = crew;
    this.parts = parts;
    formation = new Formation(Runtime.getRuntime().availableProcessors());
    synchronized (this) {
      makeHome();
    }
    crew.sleepers.recruitFrom(this);
  }

  /// All who have come, in this order. Not to be changed.
  Worker[] workers() {
    return workers;
  }

  /// Their threads, those that have not been started left out.
  List<Thread> threads() {
    return Arrays.stream(workers)
        .map(worker -> worker.thread)
        .filter(thread -> thread.getState() != Thread.State.NEW)
        .toList();
  }

  // ---- homes

  /// How many home workers have never been needed.
  @Override
  public int left() {
    return crew.end.ending() ? 0 : parts.homes() - homes;
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
    int among = Math.min(parts.homes(), formation.size());
    try {
      return there < among
          ? formation.begin(there, among, this::comeNow, crew::nobodyCame)
          : comeNow();
    } catch (OutOfMemoryError _) {
      return false; // who calls again tries again
    }
  }

  private boolean comeNow() {
    Worker worker;
    synchronized (this) {
      if (left() == 0) {
        return false;
      }
      worker = makeHome();
    }
    return crew.sleepers.wake(worker.parker);
  }

  private Worker makeHome() {
    int number = homes;
    Worker worker = new Worker(crew, parts.name() + "-worker-" + number, false);
    enlist(worker);
    homes = number + 1;
    return worker;
  }

  // ---- spares

  /// Whether another spare may be started.
  boolean mayGrow() {
    return workers.length + left() < parts.maxWorkers();
  }

  /// Starts a spare, if there may be another. After the end it counts as a home worker: there are
  /// no others.
  void hire() {
    Worker worker;
    synchronized (this) {
      if (!mayGrow()) {
        return;
      }
      worker = new Worker(crew, parts.name() + "-spare-" + hired++, !crew.end.ending());
      enlist(worker);
    }
    crew.sleepers.wake(worker.parker);
  }

  private void enlist(Worker worker) {
    Worker[] now = workers;
    Worker[] grown = Arrays.copyOf(now, now.length + 1);
    grown[now.length] = worker;
    crew.account.came(grown);
    crew.sleepers.join(worker.parker); // the last step for which there may be no memory
    workers = grown;
  }

  // ---- who retires

  /// A worker has retired. Its thread waits for memory if there is none: it has nothing else to do,
  /// and who has retired and still stands in a list is taken for one that sleeps.
  void left(Worker worker) {
    while (true) {
      try {
        strikeOut(worker);
        return;
      } catch (OutOfMemoryError _) {
        LockSupport.parkNanos(this, NANOS_BETWEEN_TRIES);
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
    crew.sleepers.leave(worker.parker);
    synchronized (this) {
      Worker[] others = Arrays.stream(workers).filter(w -> w != worker).toArray(Worker[]::new);
      if (others.length < workers.length) { // not so the second time
        crew.account.left(worker, others);
      }
      workers = others;
    }
    if (!crew.inbox.isEmpty() && !crew.sleepers.wakeIfNoneAwake()) {
      hire();
    }
  }
}
