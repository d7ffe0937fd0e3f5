package io.smolscale.internal.worker;

import io.smolscale.internal.balance.Balancer;
import io.smolscale.internal.balance.Look;
import io.smolscale.internal.balance.Plan;
import io.smolscale.internal.queue.Ring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// The balancer's eyes and hands on a crew. Its own thread's, but for the count.
final class Overseer implements Balancer.Watched {
  private final Crew crew;
  private final LongAdder rescues = new LongAdder();
  private Worker[] looked = {}; // the workers of the last look, which a plan numbers
  private int generation;
  private long started; // by all workers, at the last glance

  Overseer(Crew crew) {
    this.crew = crew;
  }

  @Override
  public boolean calm(long now) {
    crew.patience.looked();
    long before = started;
    started = 0;
    boolean waits = !crew.inbox.isEmpty();
    for (Worker worker : crew.workers()) {
      started += worker.started();
      waits |= worker.isSpare() || worker.keepsWaiting(now);
    }
    return !waits && (crew.sleepers.awake() > 0 || started != before);
  }

  @Override
  public Look look() {
    Worker[] workers = crew.workers();
    if (!Arrays.equals(workers, looked)) {
      looked = workers;
      generation++;
    }
    List<Look.Sample> samples = new ArrayList<>(looked.length);
    long now = System.nanoTime();
    for (Worker worker : looked) {
      samples.add(worker.sample(now));
    }
    // Before added, so that what comes meanwhile does not look taken.
    long taken = crew.inbox.taken();
    return new Look(now, samples, generation, crew.inbox.added(), taken, crew.mayGrow());
  }

  @Override
  public void carryOut(Plan plan) {
    crew.sleepers.wakeSparesUpTo(crew.parallelism() + plan.stuck());
    for (int i : plan.standDown()) {
      looked[i].standDown();
    }
    for (int i : plan.rescue()) {
      rescues.increment();
      looked[i].timers.fire(System.nanoTime());
      crew.takeAll(looked[i]);
    }
    for (int i : plan.relieve()) {
      Ring ring = looked[i].ring;
      crew.inbox.takeFrom(ring, (ring.size() + 1) / 2);
    }
    if (plan.wake()) {
      crew.sleepers.wakeOne();
    } else if (plan.grow()) {
      crew.hire();
    } else if (!plan.rescue().isEmpty()) {
      // Whoever was moving at the look may have fallen asleep before the tasks were in the inbox.
      crew.sleepers.wakeIfNoneAwake();
    }
  }

  @Override
  public boolean anyAwake() {
    // By the states: the count may miss a worker whose waker has not counted it yet. And what waits
    // in the
    // inbox while nobody is up is for the next tick: no thread could be started for it.
    return crew.sleepers.anyAwake() || !crew.inbox.isEmpty();
  }

  @Override
  public boolean closing() {
    return crew.awaitsEnd();
  }

  @Override
  public boolean over() {
    return crew.endIfDone();
  }

  /// How often a worker that was stuck lost what it had to others.
  long rescues() {
    return rescues.sum();
  }
}
