package io.smolscale.sim.policy;

import io.smolscale.internal.balance.HelpRule;
import io.smolscale.internal.balance.Patience;
import io.smolscale.internal.queue.Inbox;
import io.smolscale.sim.load.Task;
import io.smolscale.sim.machine.Machine;
import io.smolscale.sim.machine.Tally.Spent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ours. It is to `internal.worker.Crew` what a drawing is to a machine: the same parts in the same
/// order, without the races. What is decided by numbers is decided by the same classes,
/// `internal.balance`, and what waits is in the same queues, `internal.queue`.
final class Balancing implements Policy {
  private static final int MOST_SPARES = 256;

  final Machine machine;
  final Inbox inbox = new Inbox();
  final Patience patience = new Patience();
  final List<BalancingWorker> workers = new ArrayList<>();
  private final Watcher watcher = new Watcher(this);
  private int awake;
  private boolean helpOnItsWay;
  private int inboxLimit;
  private long inboxSeen;

  Balancing(Machine machine) {
    this.machine = machine;
    for (int i = 0; i < machine.cores(); i++) {
      workers.add(new BalancingWorker(this, i));
    }
  }

  @Override
  public void submit(Task task) {
    machine.tally().spend(Spent.OVERHEAD, machine.costs().submit());
    submit(task, null);
  }

  /// Takes a task into the inbox.
  ///
  /// @param by the worker whose ring was full, or null
  void submit(Task task, @Nullable BalancingWorker by) {
    int waiting = addToInbox(task);
    long now = machine.events().now();
    if (awake == 0) {
      inboxSeen = now;
      wakeOne(by);
    } else if (HelpRule.inboxNeedsHelp(waiting, inboxLimit, now - inboxSeen)) {
      help(by);
    }
  }

  /// Puts a task into the inbox. One that spins there sees it.
  int addToInbox(Task task) {
    int waiting = inbox.add(task);
    for (BalancingWorker worker : workers) {
      if (worker.seesInbox()) {
        break;
      }
    }
    return waiting;
  }

  void sawInbox(long now) {
    inboxSeen = now;
  }

  void noteLimit(int limit) {
    inboxLimit = limit;
  }

  /// Wakes one more worker, unless all are awake or one is on its way already.
  void help(@Nullable BalancingWorker by) {
    if (!helpOnItsWay) {
      helpOnItsWay = wakeOne(by);
    }
  }

  /// A worker got up.
  ///
  /// @return whether it is a help
  boolean arrived(BalancingWorker worker) {
    if (watcher.wakeUp()) {
      worker.owe(machine.costs().waker());
    }
    boolean helps = helpOnItsWay;
    helpOnItsWay = false;
    return helps;
  }

  /// Wakes the first one that sleeps.
  ///
  /// @param by who pays for it; null for a thread that is not a worker
  boolean wakeOne(@Nullable BalancingWorker by) {
    for (BalancingWorker worker : workers) {
      if (worker.isAsleep()) {
        awake++;
        if (by != null) {
          by.wake(worker);
        } else {
          worker.wakeFromOutside();
        }
        return true;
      }
    }
    return false;
  }

  void fellAsleep() {
    awake--;
  }

  int awake() {
    return awake;
  }

  boolean mayGrow() {
    return workers.size() < machine.cores() + MOST_SPARES;
  }

  /// Starts a spare. It shares the cores with the others.
  void hire() {
    BalancingWorker spare = new BalancingWorker(this, workers.size());
    workers.add(spare);
    awake++;
    spare.wakeFromOutside();
  }

  /// Moves the oldest tasks of a ring to the inbox.
  void takeFrom(BalancingWorker worker, int most) {
    for (int n = 0; n < most; n++) {
      if (worker.ring.take() instanceof Task task) {
        addToInbox(task);
      }
    }
  }

  /// Moves everything that waits behind a worker to the inbox.
  void takeAll(BalancingWorker worker) {
    takeFrom(worker, worker.ring.size());
    if (worker.slot.take() instanceof Task task) {
      addToInbox(task);
    }
  }
}
