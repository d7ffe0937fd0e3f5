package io.smolscale.sim.policy;

import io.smolscale.internal.balance.HelpRule;
import io.smolscale.internal.balance.InboxLooks;
import io.smolscale.internal.balance.Look;
import io.smolscale.internal.balance.Pace;
import io.smolscale.internal.balance.SpinAccount;
import io.smolscale.internal.queue.Ring;
import io.smolscale.internal.queue.Slot;
import io.smolscale.sim.load.Task;
import io.smolscale.sim.machine.Events.Event;
import io.smolscale.sim.machine.Tally.Spent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A worker of ours, in the order of `internal.worker.Worker`.
final class BalancingWorker extends SimWorker {
  private static final int RING = 256;
  private static final int LARGEST_RING = 65_536;

  /// In the second half of a spin the pauses between its looks grow: what comes then is seen after
  /// about this fraction of it.
  private static final int LOOKS_IN_A_SPIN = 8;

  final Ring ring = new Ring(RING, LARGEST_RING);
  final Slot slot = new Slot();
  private final Balancing crew;
  private final boolean spare;
  private final Pace pace = new Pace();
  private final SpinAccount account = new SpinAccount();
  private final InboxLooks.Notes notes;
  private boolean helping;
  private boolean woken;
  private boolean surplus;
  private long cameAt;
  private long spinsSince;
  private @Nullable Event endOfSpin; // of the last one

  BalancingWorker(Balancing crew, int index, boolean spare) {
    super(crew.machine, index);
    this.crew = crew;
    this.spare = spare;
    this.notes = crew.notes();
  }

  boolean isSpare() {
    return spare;
  }

  /// Tells a spare to hand over when its task is over, and to sleep.
  void standDown() {
    surplus = true;
  }

  Look.Sample sample() {
    return new Look.Sample(
        spare,
        !isAsleep(),
        false,
        Look.Block.NO,
        pace.started(),
        ring.pushed(),
        ring.taken(),
        !slot.isEmpty(),
        false);
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
      check();
    }
    Task task = takeOwn();
    if (task != null) {
      start(task);
    } else {
      pace.measure(now(), crew.patience);
      woken = false;
      look();
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

  private void check() {
    pace.measure(now(), crew.patience);
    if (surplus) {
      crew.takeAll(this);
      crew.wakeOne(this);
    } else {
      notes.look(now());
      pullFromInbox();
      if (ring.size() > pace.limit()) {
        crew.helpAgain(this);
      }
    }
  }

  private void pullFromInbox() {
    if (crew.inbox.isEmpty()) {
      return;
    }
    int waiting = ring.size();
    long inboxAge = waiting > 0 ? crew.inboxAge(now()) : 0;
    int share = pace.share(waiting, !slot.isEmpty(), inboxAge);
    for (int n = share; n > 0 && !crew.inbox.isEmpty(); n--) {
      if (crew.inbox.poll() instanceof Task task) {
        push(task);
      }
    }
  }

  /// Looks once everywhere.
  private void look() {
    Task task = surplus ? takeOwn() : takeFromInbox();
    if (task != null) {
      start(task);
    } else if (crew.anyBehind() && !surplus) {
      search(1, this::searched);
    } else {
      foundNothing();
    }
  }

  private @Nullable Task takeFromInbox() {
    boolean nextIsNeeded = woken && crew.nextIsNeeded(now());
    notes.look(now());
    if (crew.inbox.poll() instanceof Task task) {
      if (nextIsNeeded && !crew.inbox.isEmpty()) {
        crew.wakeHelp(this);
      }
      return task;
    }
    return takeOwn();
  }

  private void searched() {
    Task task = takeFromOthers() ? takeOwn() : null;
    if (task != null) {
      start(task);
    } else {
      foundNothing();
    }
  }

  private boolean takeFromOthers() {
    BalancingWorker other = crew.takeBehind();
    if (other == null
        || other == this
        || HelpRule.excess(other.ring.size(), other.pace.limit(), woken) <= 0
        || other.ring.moveHalfTo(ring) == 0) {
      return false;
    }
    if (other.ring.size() > other.pace.limit()) {
      crew.helpAgain(other);
    }
    pace.adopt(other.pace, crew.patience);
    if (ring.size() > pace.limit()) {
      crew.helpAgain(this);
    }
    return true;
  }

  private void foundNothing() {
    if (helping && !woken) {
      helping = false;
      long busy = now() - cameAt;
      crew.patience.learn(busy);
      if (!HelpRule.paid(busy)) {
        machine.tally().helpedInVain();
      }
    }
    if (!surplus && account.affordsSpin()) {
      spinsSince = now();
      endOfSpin = machine.events().in(SpinAccount.LONGEST_NANOS, this::spunInVain);
      crew.spinning.push(this);
    } else {
      trySleep();
    }
  }

  /// There is work that it sees with its next look.
  void meetWork() {
    Objects.requireNonNull(endOfSpin).cancel();
    long growing = Math.max(0, now() - spinsSince - SpinAccount.LONGEST_NANOS / 2);
    machine.events().in(growing / LOOKS_IN_A_SPIN, this::metWork);
  }

  private void metWork() {
    spun(true);
    goOn();
  }

  private void spunInVain() {
    crew.spinning.remove(this);
    spun(false);
    trySleep();
  }

  private void spun(boolean met) {
    long spent = now() - spinsSince;
    machine.tally().spend(Spent.SPINNING, spent);
    account.charge(spent, met);
  }

  private void trySleep() {
    notes.takeBack();
    boolean work = !crew.inbox.isEmpty() || crew.anyBehind();
    if (work && (!surplus || crew.awake() == 1)) {
      goOn();
    } else {
      surplus = false;
      crew.fellAsleep();
      sleep();
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
