package io.smolscale.internal.worker;

import io.smolscale.internal.balance.Balancer;
import io.smolscale.internal.balance.Look;
import io.smolscale.internal.balance.Plan;
import io.smolscale.internal.jdk.Sockets;
import io.smolscale.internal.queue.Ring;
import io.smolscale.internal.timer.Timers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The balancer's eyes and hands on a crew. Its own thread's.
final class Overseer implements Balancer.Watched {
  private final Crew crew;
  private final Witness witness;
  private Worker[] looked = {}; // the workers of the last look, which a plan numbers
  private List<Look.Sample> samples = List.of(); // what was seen of them
  private int generation;
  private Sockets.@Nullable Net net; // made when it first looks at sockets
  private long started; // by all workers, at the last glance
  private long added; // to the inbox, at the last look
  private long taken; // from it

  Overseer(Crew crew, Witness witness) {
    this.crew = crew;
    this.witness = witness;
  }

  @Override
  public boolean socketsNeglected(long now) {
    crew.trySockets(now);
    if (!crew.polling.isNeglected(now)) {
      return false;
    }
    crew.polling.neglected(now);
    if (!crew.sleepers.wakeOne()) { // who falls asleep again, in the poll set
      net = net == null ? crew.polling.newNet() : net;
      if (net != null) {
        crew.polling.look(net, now);
      }
    }
    return true;
  }

  @Override
  public void level(long now) {
    crew.parallelism.look(now); // not while all sleep for long: then nobody calls this
    if (!crew.roster.isLevel()) {
      crew.level();
    }
  }

  @Override
  public boolean calm(long now) {
    crew.patience.looked();
    witness.log(now);
    long before = started;
    started = 0;
    boolean waits = !crew.inbox.isEmpty();
    for (Worker worker : crew.roster.workers()) {
      started += worker.started();
      waits |= worker.isSuspect();
      waits |= worker.isSpare() || worker.keepsWaiting(now) || worker.hasForks();
    }
    return !waits && (crew.sleepers.awake() > 0 || started != before);
  }

  @Override
  public Look look() {
    Worker[] workers = crew.roster.workers();
    boolean continued = isContinuedBy(workers);
    if (!continued) {
      generation++;
    }
    looked = workers;
    List<Look.Sample> before = samples;
    samples = new ArrayList<>(looked.length);
    long now = System.nanoTime();
    boolean waits = anyWaits(now);
    for (int i = 0; i < looked.length; i++) {
      // Whether it blocks is asked the operating system, so only for one that holds others up.
      boolean asked = waits && continued && i < before.size() && looked[i].isStillIn(before.get(i));
      samples.add(looked[i].sample(now, asked));
      looked[i].relieveOfForks();
      rouse(looked[i]);
    }
    crew.inbox.mendCounts(added, taken);
    // Before added, so that what comes meanwhile does not look taken.
    taken = crew.inbox.taken();
    added = crew.inbox.added();
    return new Look(
        now,
        samples,
        crew.roster.left(),
        generation,
        added + strandedSince(),
        taken,
        crew.roster.mayGrow());
  }

  private boolean anyWaits(long now) {
    boolean waits = !crew.inbox.isEmpty();
    for (Worker worker : looked) {
      waits |= worker.keepsWaiting(now);
    }
    return waits;
  }

  /// Whether nobody has left since the last look, though some may have come.
  private boolean isContinuedBy(Worker[] workers) {
    return looked.length <= workers.length
        && Arrays.equals(looked, 0, looked.length, workers, 0, looked.length);
  }

  /// What is stranded waits, although nobody has counted it.
  private int strandedSince() {
    return crew.inbox.isStranded() ? 1 : 0;
  }

  /// A worker that is called awake, is in no task, and has begun none since the last look, may
  /// sleep: an error has kept its waker from rousing it.
  private static void rouse(Worker worker) {
    if (worker.isSuspect() && worker.started() == worker.startedWhenSuspected) {
      worker.parker.rouseAgain();
    }
    worker.startedWhenSuspected = worker.isSuspect() ? worker.started() : -1;
  }

  @Override
  public void troubled(Throwable e) {
    System.err.println(
        "smolscale: the balancer of "
            .concat(crew.name())
            .concat(" goes on after ")
            .concat(String.valueOf(e)));
  }

  @Override
  public void carryOut(Plan plan) {
    crew.sleepers.wakeSparesUpTo(crew.parallelism() + plan.stuckAwake());
    for (int i : plan.standDown()) {
      if (looked[i].standDown()) {
        crew.account.standDown();
      }
    }
    countRescues(plan);
    for (int i : plan.rescue()) {
      crew.takeAll(looked[i]);
      fireTimers(looked[i]);
    }
    for (int i : plan.relieve()) {
      Ring ring = looked[i].ring;
      crew.account.moved(crew.inbox.takeFrom(ring, (ring.size() + 1) / 2));
    }
    if (plan.wake()) {
      crew.sleepers.wakeOne();
    } else if (plan.grow()) {
      for (int i = 0; i < plan.newcomers(); i++) {
        crew.roster.hire();
      }
    } else if (!plan.rescue().isEmpty()) {
      // Whoever was moving at the look may have fallen asleep before the tasks were in the inbox.
      crew.sleepers.wakeIfNoneAwake();
    }
    try {
      remember(plan);
    } catch (Throwable _) {
      // A report is not worth the next rescue.
    }
  }

  private static void fireTimers(Worker worker) {
    try {
      worker.timers.fire(System.nanoTime());
    } catch (Throwable _) {
      // It is due again soon; the others that are stuck come first.
    }
  }

  /// Counts who has others come for it, before anybody is seen: there are no more sightings than
  /// rescues. When a spare is started, that is each worker that is stuck, once for its task.
  private void countRescues(Plan plan) {
    for (int i = 0; i < looked.length; i++) {
      Worker worker = looked[i];
      Look.Sample sample = samples.get(i);
      if (plan.rescue().contains(i)
          || (plan.grow() && sample.awake() && worker.rescuedIn != sample.started())) {
        crew.account.rescue();
        worker.rescuedIn = sample.started();
      }
    }
  }

  /// Looks who is stuck. A spare is started when all who are awake are.
  private void remember(Plan plan) {
    if (plan.grow() || !plan.rescue().isEmpty()) {
      List<Witness.Suspect> suspects = new ArrayList<>();
      for (int i = 0; i < looked.length; i++) {
        Look.Sample sample = samples.get(i);
        if (plan.grow() ? sample.awake() : plan.rescue().contains(i)) {
          suspects.add(new Witness.Suspect(looked[i], sample.started()));
        }
      }
      witness.look(System.nanoTime(), suspects);
    }
  }

  @Override
  public boolean anyAwake() {
    // By the states: the count may miss a worker whose waker has not counted it yet. And what waits
    // in the inbox, or for a socket, while nobody is up is for the next tick: no thread could be
    // started for it.
    return crew.sleepers.anyAwake()
        || !crew.inbox.isEmpty()
        || crew.polling.isUnwatched(System.nanoTime())
        || !crew.roster.isLevel()
        || anyTimerIsHeldUp();
  }

  /// Whether a worker whose task has said that it blocks has timers, which others must fire.
  private boolean anyTimerIsHeldUp() {
    for (Worker worker : crew.roster.workers()) {
      if (worker.parker.isBlocking() && worker.timers.next() != Timers.NONE) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean closing() {
    return crew.end.isAwaited();
  }

  @Override
  public boolean over() {
    return crew.end.declareIfDone();
  }
}
