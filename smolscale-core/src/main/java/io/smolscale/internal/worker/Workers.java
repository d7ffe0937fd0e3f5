package io.smolscale.internal.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The workers of a crew, as they came. Any thread may look; a thread that changes the list holds
/// the [Roster]'s monitor. The array is copied on each change, which is rare.
final class Workers {
  private final Account account;

  /// Written by an addition, a removal, and by the [Roster] where it takes an addition back: with a
  /// store, because at the end of a stack a call would throw again.
  volatile Worker[] workers = {};

  /// Makes an empty list.
  ///
  /// @param account hears which workers come and go
  Workers(Account account) {
    this.account = account;
  }

  /// Returns all, in the order in which they came. Not to be changed.
  Worker[] all() {
    return workers;
  }

  /// Returns their threads, those that have not been started left out.
  List<Thread> threads() {
    List<Thread> threads = new ArrayList<>();
    for (Worker worker : workers) {
      if (worker.thread.getState() != Thread.State.NEW) {
        threads.add(worker.thread);
      }
    }
    return threads;
  }

  /// Returns whether one has this name.
  boolean isTaken(String name) {
    for (Worker worker : workers) {
      if (worker.name.equals(name)) {
        return true;
      }
    }
    return false;
  }

  /// Adds one behind the others.
  ///
  /// @return those that were there before
  Worker[] add(Worker worker) {
    Worker[] before = workers;
    Worker[] grown = Arrays.copyOf(before, before.length + 1);
    grown[before.length] = worker;
    account.came(grown);
    workers = grown;
    return before;
  }

  /// Strikes one out that has retired.
  ///
  /// @return whether it was there
  boolean remove(Worker worker) {
    for (int place = 0; place < workers.length; place++) {
      if (workers[place] == worker) {
        Worker[] others = Arrays.copyOf(workers, workers.length - 1);
        System.arraycopy(workers, place + 1, others, place, others.length - place);
        account.left(worker, others);
        workers = others;
        return true;
      }
    }
    return false;
  }
}
