package io.smolscale.sim.policy;

import io.smolscale.internal.balance.HelpRule;
import io.smolscale.internal.balance.Look;
import io.smolscale.internal.balance.Pace;
import io.smolscale.internal.queue.Ring;
import io.smolscale.internal.queue.Slot;
import io.smolscale.sim.load.Task;
import io.smolscale.sim.machine.Events.Event;
import io.smolscale.sim.machine.Tally.Spent;
import org.jspecify.annotations.Nullable;

/// A worker of ours, in the order of `internal.worker.Worker`.
final class BalancingWorker extends SimWorker {
  private static final int RING = 4096;
  private static final long SPIN_NANOS = 25_000;

  final Ring ring = new Ring(RING);
  final Slot slot = new Slot();
  private final Balancing crew;
  private final Pace pace = new Pace();
  private boolean helping;
  private boolean woken;
  private long cameAt;
  private int sleeps;
  private int credit;
  private long spinsSince;
  private @Nullable Event endOfSpin; // while it spins

  BalancingWorker(Balancing crew, int index) {
    super(crew.machine, index);
    this.crew = crew;
  }

  Look.Sample sample() {
    return new Look.Sample(
        !isAsleep(), pace.started(), ring.pushed(), ring.taken(), !slot.isEmpty(), false);
  }

  @Override
  public void wake(Task task) {
    task.ready(now(), index);
    if (pace.slotIsOpen()) {
      if (slot.put(task) instanceof Task out) {
        push(out);
      }
    } else {
      push(task);
    }
  }

  private void push(Task task) {
    int size = ring.push(task);
    if (size < 0) {
      crew.submit(task, this);
    } else if (size > pace.limit()) {
      crew.help(this);
    }
  }

  @Override
  void taskEnded() {
    if (pace.checkIsDue()) {
      measure();
      crew.sawInbox(now());
      pullFromInbox();
    }
    Task task = takeOwn();
    if (task != null) {
      start(task);
    } else {
      dry();
    }
  }

  private void start(Task task) {
    pace.startTask();
    run(task);
  }

  private @Nullable Task takeOwn() {
    if (pace.slotsTurn()) {
      if (slot.take() instanceof Task task) {
        pace.slotRan();
        return task;
      }
      pace.slotDone();
      return (Task) ring.pop();
    }
    pace.slotDone();
    return ring.pop() instanceof Task task ? task : (Task) slot.take();
  }

  private void measure() {
    pace.measure(now(), crew.patience);
    crew.noteLimit(pace.limit());
  }

  private void pullFromInbox() {
    for (int n = pace.interval(); n > 0 && !crew.inbox.isEmpty(); n--) {
      if (crew.inbox.poll() instanceof Task task) {
        push(task);
      }
    }
  }

  private void dry() {
    measure();
    if (helping) {
      helping = false;
      long busy = now() - cameAt;
      crew.patience.learn(busy);
      if (!HelpRule.paid(busy)) {
        machine.tally().helpedInVain();
      }
    }
    woken = false;
    look();
  }

  /// Looks once everywhere.
  private void look() {
    crew.sawInbox(now());
    Task task = crew.inbox.poll() instanceof Task fromInbox ? fromInbox : takeOwn();
    if (task != null) {
      start(task);
    } else {
      search(crew.workers.size(), this::searched);
    }
  }

  private void searched() {
    Task task = takeFromOthers() ? takeOwn() : null;
    if (task != null) {
      start(task);
    } else if (credit > 0 || ++sleeps % 64 == 0) {
      spin();
    } else {
      trySleep();
    }
  }

  private boolean takeFromOthers() {
    BalancingWorker most = null;
    int excess = 0;
    for (BalancingWorker other : crew.workers) {
      int over = HelpRule.excess(other.ring.size(), other.pace.limit(), woken);
      if (over > excess && other != this) {
        excess = over;
        most = other;
      }
    }
    if (most == null || most.ring.moveHalfTo(ring) == 0) {
      return false;
    }
    pace.adopt(most.pace, crew.patience);
    if (ring.size() > pace.limit()) {
      crew.help(this);
    }
    return true;
  }

  private void spin() {
    spinsSince = now();
    endOfSpin = machine.events().in(SPIN_NANOS, () -> spun(false));
  }

  /// Something was put into the inbox.
  ///
  /// @return whether it spun, and sees it
  boolean seesInbox() {
    if (endOfSpin == null) {
      return false;
    }
    endOfSpin.cancel();
    machine.events().in(0, () -> spun(true));
    endOfSpin = null;
    return true;
  }

  private void spun(boolean met) {
    endOfSpin = null;
    machine.tally().spend(Spent.SPINNING, now() - spinsSince);
    credit = Math.clamp(met ? credit + 1 : credit - 4, 0, 16);
    if (met) {
      goOn();
    } else {
      trySleep();
    }
  }

  private void trySleep() {
    if (crew.inbox.isEmpty()) {
      crew.fellAsleep();
      sleep();
    } else {
      goOn();
    }
  }

  /// There may be something again.
  private void goOn() {
    pace.restart(now());
    look();
  }

  @Override
  void arrived() {
    woken = true;
    cameAt = now();
    pace.restart(now());
    helping = crew.arrived(this);
    look();
  }
}
