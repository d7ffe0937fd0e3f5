package io.smolscale.sim.policy;

import io.smolscale.internal.balance.EagerCalls;
import io.smolscale.internal.balance.HelpRule;
import io.smolscale.internal.balance.InboxAge;
import io.smolscale.internal.balance.InboxLooks;
import io.smolscale.internal.balance.Patience;
import io.smolscale.internal.queue.Inbox;
import io.smolscale.sim.load.Task;
import io.smolscale.sim.machine.Machine;
import io.smolscale.sim.machine.Tally.Spent;
import java.util.ArrayDeque;
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
  final ArrayDeque<BalancingWorker> spinning = new ArrayDeque<>(); // who began last sees first
  private final Watcher watcher = new Watcher(this);
  private final InboxAge inboxAge = new InboxAge(0);
  private final InboxLooks inboxLooks = new InboxLooks(0);
  private final EagerCalls eagerCalls;
  private int awake;
  private boolean helpOnItsWay;
  private @Nullable BalancingWorker behind;
  private int mostAwake = Integer.MAX_VALUE; // for a spare to be woken

  Balancing(Machine machine) {
    this.machine = machine;
    eagerCalls = new EagerCalls(machine.cores());
    for (int i = 0; i < machine.cores(); i++) {
      workers.add(new BalancingWorker(this, i, false));
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
    addToInbox(task);
    long now = machine.events().now();
    long unseenFor = inboxLooks.unseenFor(now);
    if (awake == 0) {
      inboxLooks.expected(now);
      wakeOne(by);
    } else if (unseenFor > HelpRule.UNSEEN_NANOS
        || inboxAge.isLate(inbox.added(), inbox.taken(), now, awake(), unseenFor)) {
      wakeHelp(by);
    } else if (eagerCalls.any(awake) && wakeHelp(by)) {
      eagerCalls.made();
    }
  }

  /// Puts a task into the inbox. One that spins sees it.
  void addToInbox(Task task) {
    inbox.add(task);
    endOneSpin();
  }

  private void endOneSpin() {
    BalancingWorker last = spinning.poll();
    if (last != null) {
      last.meetWork();
    }
  }

  /// Whether a worker that has just been woken has the next one woken; if so, it was needed itself.
  boolean nextIsNeeded(long now) {
    long unseenFor = inboxLooks.unseenFor(now);
    boolean needed = HelpRule.callsTheNext(awake, unseenFor);
    if (needed) {
      eagerCalls.paid(awake, unseenFor);
    }
    return needed;
  }

  InboxLooks.Notes notes() {
    return inboxLooks.notes();
  }

  long inboxAge(long now) {
    return inboxAge.age(inbox.added(), inbox.taken(), now);
  }

  /// A push has made a worker's ring longer than it means to serve alone.
  void help(BalancingWorker worker) {
    help(worker, behind == null);
  }

  /// It still is, when the worker looks up: of several that ask, the longest is helped first.
  void helpAgain(BalancingWorker worker) {
    help(worker, behind == null || behind.ring.size() < worker.ring.size());
  }

  private void help(BalancingWorker worker, boolean first) {
    if (first) {
      behind = worker;
      endOneSpin();
    }
    wakeHelp(worker);
  }

  @Nullable BalancingWorker takeBehind() {
    BalancingWorker worker = behind;
    behind = null;
    return worker;
  }

  boolean anyBehind() {
    return behind != null;
  }

  /// Wakes one more worker, unless all are awake or one is on its way already.
  ///
  /// @return whether one was woken
  boolean wakeHelp(@Nullable BalancingWorker by) {
    if (helpOnItsWay) {
      return false;
    }
    helpOnItsWay = wakeOne(by);
    return helpOnItsWay;
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
      if (worker.isAsleep() && (!worker.isSpare() || awake < mostAwake)) {
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

  /// From now on spares are woken only while fewer than this are awake.
  void wakeSparesUpTo(int most) {
    mostAwake = most;
  }

  int awake() {
    return awake;
  }

  boolean mayGrow() {
    return workers.size() < machine.cores() + MOST_SPARES;
  }

  /// Starts a spare. It shares the cores with the others.
  void hire() {
    BalancingWorker spare = new BalancingWorker(this, workers.size(), true);
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
