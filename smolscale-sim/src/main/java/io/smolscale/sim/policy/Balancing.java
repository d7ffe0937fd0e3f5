package io.smolscale.sim.policy;

import io.smolscale.internal.balance.Price;
import io.smolscale.internal.dispatch.Shared;
import io.smolscale.internal.dispatch.Waker;
import io.smolscale.sim.load.Task;
import io.smolscale.sim.machine.Machine;
import io.smolscale.sim.machine.Tally.Spent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ours: the core's own dispatch (`internal.dispatch`), over the core's own queues, in virtual time
/// and without its races. What is written again here is how a worker sleeps and is woken.
final class Balancing implements Policy, Waker {
  private static final int MOST_SPARES = 256;

  final Machine machine;
  final Shared shared;
  final List<BalancingWorker> workers = new ArrayList<>();
  final ArrayDeque<BalancingWorker> spinning = new ArrayDeque<>(); // the last to begin sees first
  private final Watcher watcher = new Watcher(this);
  private int awake;
  private int mostAwake = Integer.MAX_VALUE; // for a spare to be woken
  private @Nullable BalancingWorker acting; // pays for whom it wakes; null for a thread outside

  Balancing(Machine machine) {
    this.machine = machine;
    shared = new Shared(new Price(Math.max(1, machine.costs().wake())), this, machine.workers(), 0);
    for (int i = 0; i < machine.workers(); i++) {
      workers.add(new BalancingWorker(this, i, false));
    }
  }

  @Override
  public void submit(Task task) {
    machine.tally().spend(Spent.OVERHEAD, machine.costs().submit());
    add(task);
  }

  /// Takes a task into the inbox, from outside or from a worker whose ring was full.
  void add(Runnable task) {
    shared.inbox.add(task);
    endOneSpin();
    switch (shared.wakes.submitted(machine.events().now())) {
      case DONE -> {}
      case NOBODY_AWAKE -> wakeOne();
      case NOBODY_LOOKS -> {} // the watcher comes at its tick
    }
  }

  /// Has a worker do something, and pay for the wake-ups that come of it.
  void act(BalancingWorker worker, Runnable what) {
    BalancingWorker before = acting;
    acting = worker;
    boolean wasBehind = shared.wakes.anyBehind();
    what.run();
    acting = before;
    if (!wasBehind && shared.wakes.anyBehind()) {
      endOneSpin();
    }
  }

  /// The last of the workers that spin sees that there is something.
  void endOneSpin() {
    BalancingWorker last = spinning.poll();
    if (last != null) {
      last.meetWork();
    }
  }

  /// A worker got up.
  ///
  /// @return whether it is a help
  boolean arrived(BalancingWorker worker) {
    if (watcher.wakeUp()) {
      worker.owe(machine.costs().waker());
    }
    return shared.wakes.arrived();
  }

  /// Wakes the first one that sleeps. The worker that acts pays for it.
  @Override
  public boolean wakeOne() {
    for (BalancingWorker worker : workers) {
      if (worker.isAsleep() && (!worker.isSpare() || awake < mostAwake)) {
        awake++;
        if (acting != null) {
          acting.wake(worker);
        } else {
          worker.wakeFromOutside();
        }
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean anyAsleep() {
    return awake < Math.min(workers.size(), mostAwake);
  }

  @Override
  public int awake() {
    return awake;
  }

  void fellAsleep() {
    awake--;
  }

  /// From now on spares are woken only while fewer than this are awake.
  void wakeSparesUpTo(int most) {
    mostAwake = most;
  }

  boolean mayGrow() {
    return workers.size() < machine.workers() + MOST_SPARES;
  }

  /// Starts a spare. It shares the cores with the others.
  void hire() {
    BalancingWorker spare = new BalancingWorker(this, workers.size(), true);
    workers.add(spare);
    awake++;
    spare.wakeFromOutside();
  }
}
