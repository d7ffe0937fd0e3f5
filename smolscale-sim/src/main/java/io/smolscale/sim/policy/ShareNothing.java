package io.smolscale.sim.policy;

import io.smolscale.sim.load.Task;
import io.smolscale.sim.machine.Machine;
import io.smolscale.sim.machine.Tally.Spent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.IntStream;

/// Share nothing: a job belongs to one worker, chosen by chance as by a hash, and all its tasks run
/// there. A worker that has nothing to do sleeps at once.
final class ShareNothing implements Policy {
  private final Machine machine;
  private final List<Owner> workers;

  ShareNothing(Machine machine) {
    this.machine = machine;
    workers = IntStream.range(0, machine.workers()).mapToObj(i -> new Owner(machine, i)).toList();
  }

  @Override
  public void submit(Task task) {
    machine.tally().spend(Spent.OVERHEAD, machine.costs().submit());
    Owner owner = workers.get(machine.random().nextInt(workers.size()));
    owner.queue.add(task);
    if (owner.isAsleep()) {
      owner.wakeFromOutside();
    }
  }

  private static final class Owner extends SimWorker {
    private final ArrayDeque<Task> queue = new ArrayDeque<>();

    Owner(Machine machine, int index) {
      super(machine, index);
    }

    @Override
    public void wake(Task task) {
      task.ready(now(), index);
      queue.add(task);
    }

    @Override
    void arrived() {
      taskEnded();
    }

    @Override
    void taskEnded() {
      Task task = queue.poll();
      if (task != null) {
        run(task);
      } else {
        sleep();
      }
    }
  }
}
