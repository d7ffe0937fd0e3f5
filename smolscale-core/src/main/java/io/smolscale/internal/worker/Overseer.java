package io.smolscale.internal.worker;

import io.smolscale.internal.balance.Balancer;
import io.smolscale.internal.balance.Look;
import io.smolscale.internal.balance.Plan;
import io.smolscale.internal.jdk.Sockets;
import io.smolscale.internal.queue.Inbox;
import io.smolscale.internal.timer.Timers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The balancer's eyes and hands on a crew. Its own thread's.
final class Overseer implements Balancer.Watched {
  /// The debt of helpers that have not paid is halved after so many looks: 160 milliseconds or
  /// less.
  private static final int LOOKS_TO_FORGIVE = 16;

  private final Commons commons;
  private final Roster roster;
  private final End end;
  private final PollStart pollStart;
  private final Witness witness;
  private final Observer observer;
  private Worker[] looked = {}; // the workers of the last look, which a plan numbers
  private List<Look.Sample> samples = List.of(); // what was seen of them
  private int generation;
  private Sockets.@Nullable Net net; // made when it first looks at sockets
  private int looks;
  private long started; // by all workers, at the last glance
  private long added; // to the inbox, at the last glance
  private long taken; // from it

  Overseer(
      Commons commons,
      Roster roster,
      End end,
      PollStart pollStart,
      Witness witness,
      Observer observer) {
    this.commons = commons;
    this.roster = roster;
    this.end = end;
    this.pollStart = pollStart;
    this.witness = witness;
    this.observer = observer;
  }

  @Override
  public boolean socketsNeglected(long now) {
    pollStart.tryLater(now);
    if (!commons.polling.isNeglected(now)) {
      return false;
    }
    commons.polling.neglected(now);
    if (!commons.sleepers.wakeOne()) { // which falls asleep again, in the poll set
      net = net == null ? commons.polling.newNet() : net;
      if (net != null) {
        commons.polling.look(net, now);
      }
    }
    return true;
  }

  @Override
  public void level(long now) {
    commons.parallelism.look(now); // not while all sleep for long: then nobody calls this
    observer.look(now);
    if (!roster.isLevel()) {
      bringToLevel();
    }
  }

  private void bringToLevel() {
    int wanted = commons.parallelism.get();
    int before = roster.levelledTo();
    // So that help finds the new ones; the next plan knows better.
    commons.sleepers.wakeSparesUpTo(wanted);
    commons.shared.wakes.workers(wanted);
    roster.level(wanted);
    String name = commons.parts.name();
    LogLine.say(
        name,
        "the parallelism of "
            + name
            + " is "
            + wanted
            + " now, and was "
            + before
            + (commons.parallelism.follows()
                ? ": the JVM sees " + commons.parallelism.processors() + " processors"
                : ", as somebody has set it"));
  }

  @Override
  public @Nullable Look glance(long now) {
    if (++looks % LOOKS_TO_FORGIVE == 0) {
      commons.shared.wakes.forgive();
    }
    witness.serve(now);
    long startedThen = started;
    started = 0;
    Worker[] workers = roster.workers();
    boolean calm =
        !inboxHasWaited()
            && samples.size() == workers.length // else an error has ended the last look
            && Arrays.equals(looked, workers);
    List<Look.Sample> seen = new ArrayList<>(workers.length);
    for (int i = 0; i < workers.length; i++) {
      Worker worker = workers[i];
      Look.Sample sample = worker.subject.sample(now, false);
      started += sample.started();
      seen.add(sample);
      if (calm) {
        Look.Sample then = samples.get(i);
        worker.subject.follow(then);
        calm = worker.subject.isCalm(then, sample);
      }
    }
    if (!calm || (commons.sleepers.awake() == 0 && started == startedThen)) {
      return null;
    }
    looked = workers;
    samples = seen;
    return look(now);
  }

  /// Returns whether something has waited in the inbox since the last glance.
  private boolean inboxHasWaited() {
    Inbox inbox = commons.shared.inbox;
    inbox.mendCounts(added, taken);
    taken = inbox.taken(); // before added, so that what comes meanwhile does not look taken
    boolean waited = taken < added || inbox.isStranded();
    added = inbox.added();
    return waited;
  }

  @Override
  public Look look() {
    Worker[] workers = roster.workers();
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
      // The operating system is asked only about a worker that holds others up.
      boolean asked =
          waits && continued && i < before.size() && looked[i].subject.isStillIn(before.get(i));
      samples.add(looked[i].subject.sample(now, asked));
      looked[i].subject.relieveOfForks();
      looked[i].subject.rouseIfSuspect();
    }
    return look(now);
  }

  private Look look(long now) {
    long taken = commons.shared.inbox.taken(); // before added, as above
    long added = commons.shared.inbox.added() + strandedSince();
    return new Look(now, samples, roster.left(), generation, added, taken, roster.mayGrow());
  }

  private boolean anyWaits(long now) {
    boolean waits = !commons.shared.inbox.isEmpty();
    for (Worker worker : looked) {
      waits |= worker.holdings.keepsWaiting(now);
    }
    return waits;
  }

  /// Returns whether nobody has left since the last look, though some may have come.
  private boolean isContinuedBy(Worker[] workers) {
    return looked.length <= workers.length
        && Arrays.equals(looked, 0, looked.length, workers, 0, looked.length);
  }

  /// What is stranded waits, although nobody has counted it.
  private int strandedSince() {
    return commons.shared.inbox.isStranded() ? 1 : 0;
  }

  @Override
  public void troubled(Throwable e) {
    System.err.println(
        "smolscale: the balancer of "
            .concat(commons.parts.name())
            .concat(" goes on after ")
            .concat(String.valueOf(e)));
  }

  @Override
  public void carryOut(Plan plan) {
    commons.sleepers.wakeSparesUpTo(commons.parallelism.get() + plan.stuckAwake());
    for (int i : plan.standDown()) {
      if (looked[i].standDown()) {
        commons.account.standDown();
      }
    }
    countRescues(plan);
    for (int i : plan.rescue()) {
      commons.shared.takeAll(looked[i].holdings);
      fireTimers(looked[i]);
    }
    for (int i : plan.relieve()) {
      commons.shared.takeHalf(looked[i].holdings);
    }
    if (plan.wake()) {
      commons.sleepers.wakeOne();
    } else if (plan.grow()) {
      for (int i = 0; i < plan.newcomers(); i++) {
        roster.hire();
      }
    } else if (!plan.rescue().isEmpty()) {
      // The worker that was moving at the look may have fallen asleep before the tasks were in the
      // inbox.
      commons.sleepers.wakeIfNoneAwake();
    }
    try {
      remember(plan);
    } catch (Throwable _) {
      // A report is not worth the next rescue.
    }
  }

  private static void fireTimers(Worker worker) {
    try {
      worker.holdings.timers.fire(System.nanoTime());
    } catch (Throwable _) {
      // It is due again soon; the others that are stuck come first.
    }
  }

  /// Counts the workers that have others come for them, before anybody is seen: there are no more
  /// sightings than rescues. When a spare is started, that is each worker that is stuck, once for
  /// its task.
  private void countRescues(Plan plan) {
    for (int i = 0; i < looked.length; i++) {
      Worker worker = looked[i];
      Look.Sample sample = samples.get(i);
      if (plan.rescue().contains(i)
          || (plan.grow() && sample.awake() && !worker.subject.wasRescuedIn(sample.started()))) {
        commons.account.rescue();
        worker.subject.rescued(sample.started());
      }
    }
  }

  /// Looks which workers are stuck. A spare is started when all that are awake are.
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
    return commons.sleepers.anyAwake()
        || !commons.shared.inbox.isEmpty()
        || commons.polling.isUnwatched(System.nanoTime())
        || !roster.isLevel()
        || anyTimerIsHeldUp();
  }

  /// Returns whether a worker whose task has said that it blocks has timers, which others must
  /// fire.
  private boolean anyTimerIsHeldUp() {
    for (Worker worker : roster.workers()) {
      if (worker.parker.isBlocking() && worker.holdings.timers.next() != Timers.NONE) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean closing() {
    return end.isAwaited();
  }

  @Override
  public boolean over() {
    return end.declareIfDone();
  }
}
