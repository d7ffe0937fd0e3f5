package io.smolscale.internal.worker;

import io.smolscale.internal.balance.WatchPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/// What the workers spend their time with, from samples: at each of its looks, the balancer counts
/// the time since the last one for what it finds each worker at. No worker notes anything.
///
/// While all sleep, the balancer does too; what it was away for longer than a tick counts as sleep
/// for those that it had left asleep.
public final class Hours {
  private static final long LONGEST_TICK = 50_000_000; // nanoseconds; a doze is 30 ms

  private final Roster roster;
  private volatile Sheet[] sheets = {}; // as the workers came; the balancer's
  private final Gone gone = new Gone();
  private volatile long lookedAt = System.nanoTime(); // the balancer's

  Hours(Roster roster) {
    this.roster = roster;
  }

  /// What a worker does with its time: places in a sheet.
  private static final int TASKS = 0;

  private static final int STUCK = 1; // in one task for long, or in one that said that it blocks
  private static final int POLLING = 2; // serving sockets
  private static final int LOOKING = 3; // awake, in no task
  private static final int ASLEEP = 4;
  private static final int KINDS = 5;

  /// One worker's.
  private static final class Sheet {
    private final Worker worker;
    private final AtomicLongArray nanos = new AtomicLongArray(KINDS);
    private long task = -1; // the one that it was in at the last look; the balancer's
    private long since; // when it was first seen in that
    private int before = ASLEEP; // what it did at the last look; the balancer's

    Sheet(Worker worker) {
      this.worker = worker;
    }

    void add(int spent, long time) {
      nanos.lazySet(spent, nanos.get(spent) + time); // one thread writes
    }

    /// What it does, and for how long it has been in one task.
    int now(long now) {
      Parker parker = worker.parker;
      if (parker.isBlocking()) {
        return STUCK;
      }
      if (!parker.isAwake()) {
        return ASLEEP;
      }
      if (worker.isServingSockets()) {
        return POLLING;
      }
      if (!worker.holdings.isBusy()) {
        return LOOKING;
      }
      if (worker.started() != task) {
        task = worker.started();
        since = now;
        return TASKS;
      }
      return now - since >= WatchPolicy.STUCK_NANOS ? STUCK : TASKS;
    }
  }

  /// The times of the workers that have retired, together. The balancer's.
  private static final class Gone {
    private final AtomicLongArray nanos = new AtomicLongArray(KINDS);

    void take(Sheet sheet) {
      for (int i = 0; i < KINDS; i++) {
        nanos.lazySet(i, nanos.get(i) + sheet.nanos.get(i));
      }
    }
  }

  /// Counts the time since the last look. The balancer only.
  void look(long now) {
    long all = Math.max(0, now - lookedAt);
    long tick = Math.min(all, LONGEST_TICK);
    Sheet[] sheets = sheetsOf(roster.workers());
    for (Sheet sheet : sheets) {
      int found = sheet.now(now);
      sheet.add(found, tick);
      if (all > tick) {
        sheet.add(sheet.before == ASLEEP ? ASLEEP : found, all - tick);
      }
      sheet.before = found;
    }
    lookedAt = now;
  }

  private Sheet[] sheetsOf(Worker[] workers) {
    Sheet[] known = sheets;
    if (areOf(known, workers)) {
      return known;
    }
    Sheet[] now = new Sheet[workers.length];
    for (int i = 0; i < now.length; i++) {
      now[i] = sheetOf(workers[i], known);
    }
    for (Sheet sheet : known) {
      if (placeOf(sheet.worker, workers) < 0) {
        gone.take(sheet);
      }
    }
    sheets = now;
    return now;
  }

  private static int placeOf(Worker worker, Worker[] workers) {
    for (int i = 0; i < workers.length; i++) {
      if (workers[i] == worker) {
        return i;
      }
    }
    return -1;
  }

  private static boolean areOf(Sheet[] sheets, Worker[] workers) {
    if (sheets.length != workers.length) {
      return false;
    }
    for (int i = 0; i < sheets.length; i++) {
      if (sheets[i].worker != workers[i]) {
        return false;
      }
    }
    return true;
  }

  private static Sheet sheetOf(Worker worker, Sheet[] known) {
    for (Sheet sheet : known) {
      if (sheet.worker == worker) {
        return sheet;
      }
    }
    return new Sheet(worker);
  }

  /// What a worker has spent its time with, in nanoseconds.
  ///
  /// @param name of the worker
  /// @param number the operating system's, of its thread; -1 if it is not known
  /// @param spare whether it is one
  /// @param busy whether it is in a task
  /// @param queued how many tasks wait in its ring and its slot
  /// @param tasks in tasks that end soon
  /// @param stuck in one task for long, or in one that said that it blocks
  /// @param polling serving sockets
  /// @param looking awake, in no task
  /// @param asleep not awake
  public record OfWorker(
      String name,
      int number,
      boolean spare,
      boolean busy,
      int queued,
      long tasks,
      long stuck,
      long polling,
      long looking,
      long asleep) {}

  /// Returns what those have spent their time with that have retired. Any thread.
  OfWorker ofRetired() {
    return new OfWorker(
        "retired",
        -1,
        true,
        false,
        0,
        gone.nanos.get(TASKS),
        gone.nanos.get(STUCK),
        gone.nanos.get(POLLING),
        gone.nanos.get(LOOKING),
        gone.nanos.get(ASLEEP));
  }

  /// Returns what each worker has spent its time with, those that have retired left out. Any
  /// thread.
  List<OfWorker> all() {
    Sheet[] now = sheets;
    long away = System.nanoTime() - lookedAt;
    long rest = Math.max(0, away - LONGEST_TICK); // the balancer sleeps, as all do, or is held up
    List<OfWorker> all = new ArrayList<>();
    for (Sheet sheet : now) {
      Worker worker = sheet.worker;
      long slept = worker.parker.isAsleep() ? rest : 0;
      all.add(
          new OfWorker(
              worker.name,
              worker.systemNumber(),
              worker.isSpare(),
              worker.holdings.isBusy(),
              worker.holdings.waiting(),
              sheet.nanos.get(TASKS),
              sheet.nanos.get(STUCK),
              sheet.nanos.get(POLLING),
              sheet.nanos.get(LOOKING),
              sheet.nanos.get(ASLEEP) + slept));
    }
    return List.copyOf(all);
  }
}
