package io.smolscale.sim.policy;

import io.smolscale.sim.load.Spawner;
import io.smolscale.sim.load.Task;
import io.smolscale.sim.machine.Machine;
import io.smolscale.sim.machine.SimThread;
import io.smolscale.sim.machine.Tally.Spent;

/// A worker of any policy: it runs one task after the other, and can be woken.
///
/// What its decisions cost is owed, and paid before the next thing that it does. So a decision
/// falls in an instant, and its price delays what follows.
abstract class SimWorker extends SimThread implements Spawner {
  final Machine machine;
  final int index;
  private long owed;
  private boolean asleep = true;

  SimWorker(Machine machine, int index) {
    this.machine = machine;
    this.index = index;
  }

  /// It runs, for the first time since it was woken.
  abstract void arrived();

  /// Its task has ended.
  abstract void taskEnded();

  /// Whether it sleeps.
  final boolean isAsleep() {
    return asleep;
  }

  @Override
  public final long now() {
    return machine.events().now();
  }

  /// Something that it decided costs it so much.
  final void owe(long nanos) {
    owed += nanos;
    machine.tally().spend(Spent.OVERHEAD, nanos);
  }

  /// Runs a task, and then goes on with [#taskEnded].
  final void run(Task task) {
    if (task.readyOn() != Task.OUTSIDE && task.readyOn() != index) {
      owe(machine.costs().migration());
      machine.tally().migrate();
    }
    task.start(now() + owed, this, machine.tally());
    machine.tally().spend(Spent.WORK, task.service());
    use(
        task.service(),
        () -> {
          task.run();
          taskEnded();
        });
  }

  /// Looks at so many queues of others, and goes on when that is over.
  final void search(int queues, Runnable then) {
    long nanos = queues * machine.costs().attempt();
    machine.tally().attempt(queues);
    machine.tally().spend(Spent.SEARCHING, nanos);
    use(nanos, then);
  }

  /// Pays what it owes, uses the processor for so long, and goes on.
  final void use(long nanos, Runnable then) {
    long all = owed + nanos;
    owed = 0;
    machine.processors().use(this, all, then);
  }

  /// Falls asleep.
  final void sleep() {
    asleep = true;
    machine.tally().noteAwake(-1, now());
    machine.processors().giveBack(this);
  }

  /// Is woken by a thread that is not a worker.
  final void wakeFromOutside() {
    machine.tally().spend(Spent.OVERHEAD, machine.costs().waker());
    wake();
  }

  /// Wakes another worker, and pays for it.
  final void wake(SimWorker other) {
    owe(machine.costs().waker());
    other.wake();
  }

  private void wake() {
    asleep = false;
    machine.tally().wake();
    machine.tally().noteAwake(1, now());
    long wakee = machine.costs().wakee();
    machine.tally().spend(Spent.OVERHEAD, wakee);
    machine
        .events()
        .in(
            machine.costs().wake() - wakee,
            () -> machine.processors().use(this, wakee, this::arrived));
  }
}
