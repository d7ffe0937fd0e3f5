package io.smolscale.internal.worker;

import io.smolscale.internal.dispatch.Counts;
import io.smolscale.internal.observe.Events;
import io.smolscale.internal.queue.PaddedLong;
import java.util.List;

/// What the workers of a crew have done since it was made.
///
/// Nothing is counted here for each task. Tasks and wake-ups are sums of what each worker counts
/// for itself, in words that it or its waker writes anyway; the others are counted where a worker
/// is woken or has run dry, and in the balancer's looks. Each has a cache line to itself.
///
/// Reading takes no lock: the reader may be a virtual thread, and the balancer must not wait for
/// one.
public final class Account {
  private final Counts counts;
  private final PaddedLong rescues = new PaddedLong();
  private final PaddedLong standDowns = new PaddedLong();

  private volatile Page page = new Page(List.of(), 0, 0, 0); // written under the roster's lock

  /// The workers that are there, and what those did that have gone: in one piece, so that a worker
  /// that retires is counted once.
  private record Page(
      List<Worker> workers, long tasksOfRetired, long wakeUpsOfRetired, int sparesMost) {}

  /// The sums. They are read one after the other, and exact when nobody is awake.
  ///
  /// @param tasks how often a worker has begun to run something
  /// @param wakeUps how often a sleeping worker was woken by another thread
  /// @param helps how often a worker was woken to take a share of the work of others
  /// @param helpsUnpaid how many of these ran dry before they had earned their wake-up
  /// @param tasksMoved how many tasks were taken away from a worker by or for another one
  /// @param rescues how often others came for a worker that was stuck in a task
  /// @param standDowns how often a spare was told that it is not needed any more
  /// @param sparesMost how many spares there were at most
  public record Totals(
      long tasks,
      long wakeUps,
      long helps,
      long helpsUnpaid,
      long tasksMoved,
      long rescues,
      long standDowns,
      int sparesMost) {

    /// All zero: for a scheduler that does not count.
    public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0);

    /// Returns the same without so many of the tasks.
    Totals withoutTasks(long number) {
      return new Totals(
          Math.max(0, tasks - number),
          wakeUps,
          helps,
          helpsUnpaid,
          tasksMoved,
          rescues,
          standDowns,
          sparesMost);
    }
  }

  /// Begins an account.
  ///
  /// @param counts what their dispatches count
  Account(Counts counts) {
    this.counts = counts;
  }

  /// A stuck worker lost what waited behind it, or a spare was started beside it.
  void rescue() {
    rescues.add(1);
    Events heard = Events.listener();
    if (heard != null) {
      heard.rescued(counts.scheduler());
    }
  }

  /// A spare was told to go.
  void standDown() {
    standDowns.add(1);
  }

  /// There are more workers than before, or more of them are spares. Under the roster's lock.
  void came(Worker[] now) {
    Page old = page;
    int spares = 0;
    for (Worker worker : now) { // no stream: this is on the way of the first virtual thread
      spares += worker.isSpare() ? 1 : 0;
    }
    page =
        new Page(
            List.of(now),
            old.tasksOfRetired,
            old.wakeUpsOfRetired,
            Math.max(old.sparesMost, spares));
  }

  /// A worker has retired. Under the roster's lock, once for each.
  void left(Worker worker, Worker[] others) {
    Page old = page;
    page =
        new Page(
            List.of(others),
            old.tasksOfRetired + worker.started(),
            old.wakeUpsOfRetired + worker.parker.wakeUps(),
            old.sparesMost);
  }

  /// The sums. Any thread.
  Totals totals() {
    Page now = page;
    long tasks = now.tasksOfRetired;
    long wakeUps = now.wakeUpsOfRetired;
    for (Worker worker : now.workers) {
      tasks += worker.started();
      wakeUps += worker.parker.wakeUps();
    }
    return new Totals(
        tasks,
        wakeUps,
        counts.helps(),
        counts.helpsUnpaid(),
        counts.tasksMoved(),
        rescues.get(),
        standDowns.get(),
        now.sparesMost);
  }
}
