package io.smolscale.internal.worker;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Who belongs to a crew, and who comes and goes.
///
/// There is a *home* worker for each unit of parallelism, started when it is first woken. *Spares*
/// come when all are stuck, up to a limit, and retire after three idle seconds. At the [end][End]
/// all retire, and who is hired after it does so when it is dry.
final class Roster {
  private static final long NANOS_BETWEEN_TRIES = 10_000_000;

  private final Crew crew;
  private final Crew.Parts parts;
  private volatile Worker[] workers; // copied on each change
  private volatile boolean mustered;
  private int hired; // guarded by this

  /// Makes the home workers, which are not started yet.
  Roster(Crew crew, Crew.Parts parts) {
    this.crew = crew;
    this.parts = parts;
    workers = new Worker[parts.homes()];
    for (int i = 0; i < parts.homes(); i++) {
      workers[i] = new Worker(crew, parts.name() + "-worker-" + i, false);
      crew.sleepers.join(workers[i].parker);
    }
    crew.account.came(workers);
  }

  /// All of them, those that have not been started included. Not to be changed.
  Worker[] workers() {
    return workers;
  }

  /// Their threads, those that have not been started left out.
  List<Thread> threads() {
    return Arrays.stream(workers)
        .filter(w -> w.getState() != Thread.State.NEW)
        .map(Thread.class::cast)
        .toList();
  }

  /// Starts the home workers in [Formation], the first time that there is work from outside.
  void muster() {
    if (!mustered) {
      startHomes();
    }
  }

  private synchronized void startHomes() {
    if (!mustered) {
      Formation.start(workers, worker -> crew.sleepers.wake(worker.parker));
      mustered = true;
      crew.end.somebodyCame();
    }
  }

  /// Whether another spare may be started.
  boolean mayGrow() {
    return workers.length < parts.maxWorkers();
  }

  /// Starts a spare, if there may be another. After the end it counts as a home worker: there are
  /// no others.
  void hire() {
    Worker worker;
    synchronized (this) {
      Worker[] now = workers;
      if (!mayGrow()) {
        return;
      }
      worker = new Worker(crew, parts.name() + "-spare-" + hired++, !crew.end.ending());
      Worker[] grown = Arrays.copyOf(now, now.length + 1);
      grown[now.length] = worker;
      crew.account.came(grown);
      crew.sleepers.join(worker.parker); // the last step for which there may be no memory
      workers = grown;
    }
    crew.sleepers.wake(worker.parker);
  }

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
