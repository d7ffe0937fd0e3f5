package io.smolscale.sim.policy;

import io.smolscale.internal.balance.Look;
import io.smolscale.internal.balance.Plan;
import io.smolscale.internal.balance.Watch;
import io.smolscale.sim.machine.Tally.Spent;
import org.jspecify.annotations.Nullable;

/// The balancer's thread and the overseer of ours, in virtual time. It needs no core: its looks are
/// short and rare. What they cost is counted.
final class Watcher {
  private static final int LOOKS_TO_FORGIVE = 16; // as the core's Overseer

  private final Balancing crew;
  private int looks;
  private @Nullable Watch watch; // null before the first time
  private boolean resting = true;

  Watcher(Balancing crew) {
    this.crew = crew;
  }

  /// A worker got up.
  ///
  /// @return whether it had to wake the watcher
  boolean wakeUp() {
    if (!resting) {
      return false;
    }
    resting = false;
    crew.machine.tally().wake();
    Look look = look();
    Watch resumed = watch;
    if (resumed == null) {
      resumed = new Watch(look);
      watch = resumed;
    } else {
      resumed.resume(look);
    }
    plan(resumed);
    return true;
  }

  private void plan(Watch next) {
    crew.machine.events().in(next.tick(), () -> tick(next));
  }

  private void tick(Watch now) {
    crew.machine.tally().wake();
    Plan plan = now.see(look(), false);
    if (plan != null) {
      carryOut(plan);
    }
    if (plan != null && plan.rest() && crew.awake() == 0 && crew.shared.inbox.isEmpty()) {
      resting = true;
    } else {
      plan(now);
    }
  }

  private Look look() {
    if (++looks % LOOKS_TO_FORGIVE == 0) {
      crew.shared.wakes.forgive();
    }
    crew.machine
        .tally()
        .spend(
            Spent.OVERHEAD,
            crew.machine.costs().wakee() + crew.workers.size() * crew.machine.costs().attempt());
    return new Look(
        crew.machine.events().now(),
        crew.workers.stream().map(BalancingWorker::sample).toList(),
        0, // all homes are there
        crew.workers.size(), // none ever retires
        crew.shared.inbox.added(),
        crew.shared.inbox.taken(),
        crew.mayGrow());
  }

  private void carryOut(Plan plan) {
    crew.wakeSparesUpTo(crew.machine.workers() + plan.stuck());
    for (int i : plan.standDown()) {
      crew.workers.get(i).standDown();
    }
    for (int i : plan.rescue()) {
      crew.shared.takeAll(crew.workers.get(i).dispatch.holdings());
      crew.endOneSpin();
    }
    for (int i : plan.relieve()) {
      crew.shared.takeHalf(crew.workers.get(i).dispatch.holdings());
      crew.endOneSpin();
    }
    if (plan.wake()) {
      crew.wakeOne();
    } else if (plan.grow()) {
      crew.hire();
    } else if (!plan.rescue().isEmpty() && crew.awake() == 0) {
      crew.wakeOne();
    }
  }
}
