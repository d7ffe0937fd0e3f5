package io.smolscale.sim.policy;

import io.smolscale.sim.load.Task;
import io.smolscale.sim.machine.Machine;
import io.smolscale.sim.machine.Tally.Spent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Work stealing, as in Go and tokio.
///
/// - A task that becomes ready wakes a worker, unless all are awake or one searches already; who
///   searches and finds something wakes the next, if it was the last to search.
/// - What comes from outside goes to one queue for all. A worker takes its share of it when its own
///   is empty, and one task of it every 61.
/// - A worker that is dry looks at the others once round, from a random one on, and takes half of
///   what it finds; then it sleeps. At most half as many search as are awake.
/// - The last to search looks everywhere once more when it has counted itself out, at no cost.
final class Stealing implements Policy {
  private final Machine machine;
  private final ArrayDeque<Task> global = new ArrayDeque<>();
  private final List<Thief> workers = new ArrayList<>();
  private final ArrayDeque<Thief> sleepers = new ArrayDeque<>(); // who slept last is woken first
  private int searching;

  Stealing(Machine machine) {
    this.machine = machine;
    for (int i = 0; i < machine.workers(); i++) {
      Thief thief = new Thief(i);
      workers.add(thief);
      sleepers.add(thief);
    }
  }

  @Override
  public void submit(Task task) {
    machine.tally().spend(Spent.OVERHEAD, machine.costs().submit());
    global.add(task);
    Thief sleeper = toWake();
    if (sleeper != null) {
      sleeper.wakeFromOutside();
    }
  }

  /// The one to wake, which counts as searching from now on; null for nobody.
  private @Nullable Thief toWake() {
    if (searching > 0 || sleepers.isEmpty()) {
      return null;
    }
    searching++;
    Thief sleeper = sleepers.pop();
    sleeper.searches = true;
    return sleeper;
  }

  private boolean anyWork() {
    return !global.isEmpty() || workers.stream().anyMatch(worker -> !worker.queue.isEmpty());
  }

  private final class Thief extends SimWorker {
    private static final int LOOK_OUTSIDE_EVERY = 61;
    private static final int SLOT_RUNS = 3;
    private static final int LARGEST_SHARE = 128;
    private static final int QUEUES_AT_ONCE = 8; // looked at in one event, for the simulator's sake

    private final ArrayDeque<Task> queue = new ArrayDeque<>();
    private @Nullable Task slot;
    private int slotRuns;
    private int started;
    private boolean searches;

    Thief(int index) {
      super(Stealing.this.machine, index);
    }

    @Override
    public void wake(Task task) {
      task.ready(now(), index);
      if (slot != null) {
        queue.add(slot);
      }
      slot = task;
      wakeAnother();
    }

    private void wakeAnother() {
      Thief sleeper = toWake();
      if (sleeper != null) {
        wake(sleeper);
      }
    }

    @Override
    void arrived() {
      taskEnded();
    }

    @Override
    void taskEnded() {
      Task task = next();
      if (task != null) {
        found(task);
      } else if (searches || 2 * searching < workers.size() - sleepers.size()) {
        if (!searches) {
          searches = true;
          searching++;
        }
        searchFrom(machine.random().nextInt(workers.size()), 0);
      } else {
        rest();
      }
    }

    private @Nullable Task next() {
      Task task = ++started % LOOK_OUTSIDE_EVERY == 0 ? global.poll() : null;
      if (task == null && slot != null && slotRuns < SLOT_RUNS) {
        slotRuns++;
        task = slot;
        slot = null;
      }
      if (task == null) {
        slotRuns = 0;
        task = queue.poll();
      }
      if (task == null) {
        task = slot;
        slot = null;
      }
      return task != null ? task : share();
    }

    /// Its share of what came from outside.
    private @Nullable Task share() {
      int even = Math.min(global.size() / workers.size() + 1, LARGEST_SHARE);
      int share = Math.min(even, global.size());
      Task first = global.poll();
      for (int i = 1; i < share; i++) {
        queue.add(global.remove());
      }
      return first;
    }

    private void found(Task task) {
      if (searches) {
        searches = false;
        if (--searching == 0) {
          wakeAnother();
        }
      }
      run(task);
    }

    private void searchFrom(int start, int done) {
      int count = Math.min(QUEUES_AT_ONCE, workers.size() - done);
      for (int i = 0; i < count; i++) {
        Thief victim = workers.get((start + done + i) % workers.size());
        if (victim != this && !victim.queue.isEmpty()) {
          search(i + 1, () -> stealFrom(victim, start, done));
          return;
        }
      }
      boolean over = done + count == workers.size();
      search(
          count,
          () -> {
            if (over) {
              nothingFound();
            } else {
              searchFrom(start, done + count);
            }
          });
    }

    private void stealFrom(Thief victim, int start, int done) {
      for (int n = (victim.queue.size() + 1) / 2; n > 0; n--) {
        queue.add(victim.queue.remove());
      }
      Task task = queue.poll();
      if (task != null) {
        found(task);
      } else {
        searchFrom(start, done); // somebody else was faster
      }
    }

    private void nothingFound() {
      Task task = share();
      if (task != null) {
        found(task);
      } else if (searching == 1 && anyWork()) {
        taskEnded();
      } else {
        searches = false;
        searching--;
        rest();
      }
    }

    private void rest() {
      sleepers.push(this);
      sleep();
    }
  }
}
