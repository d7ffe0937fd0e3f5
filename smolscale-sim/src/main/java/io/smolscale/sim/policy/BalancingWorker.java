package io.smolscale.sim.policy;

import io.smolscale.internal.balance.Look;
import io.smolscale.internal.balance.SpinAccount;
import io.smolscale.internal.balance.WatchPolicy;
import io.smolscale.internal.dispatch.Dispatch;
import io.smolscale.sim.load.Task;
import io.smolscale.sim.machine.Events.Event;
import io.smolscale.sim.machine.Tally.Spent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A worker of ours. Where its next task comes from is the core's [Dispatch].
final class BalancingWorker extends SimWorker implements Dispatch.Duties {
  /// In the second half of a spin the pauses between its looks grow: what comes then is seen after
  /// about this fraction of it.
  private static final int LOOKS_IN_A_SPIN = 8;

  final Dispatch dispatch;
  private final Balancing crew;
  private final boolean spare;
  private final SpinAccount account;
  private boolean helping;
  private boolean woken;
  private boolean standsDown;
  private long cameAt;
  private long hadAtStart; // for how long it had had a core when its task began
  private long spinsSince;
  private @Nullable Event endOfSpin; // of the last one

  BalancingWorker(Balancing crew, int index, boolean spare) {
    super(crew.machine, index);
    this.crew = crew;
    this.spare = spare;
    this.account = new SpinAccount(crew.shared.price);
    this.dispatch = new Dispatch(crew.shared, crew::add, this, false);
  }

  boolean isSpare() {
    return spare;
  }

  /// Tells a spare to hand over when its task is over, and to sleep.
  void standDown() {
    standsDown = true;
  }

  Look.Sample sample() {
    return new Look.Sample(
        spare,
        !isAsleep(),
        false,
        machine.processors().had(this) - hadAtStart < WatchPolicy.STUCK_NANOS
            ? Look.Block.ROBBED
            : Look.Block.NO,
        dispatch.pace.started(),
        dispatch.holdings().pushed(),
        dispatch.holdings().taken(),
        dispatch.holdings().isSlotFull(),
        false);
  }

  @Override
  public void wake(Task task) {
    task.ready(now(), index);
    crew.act(this, () -> dispatch.pushNext(task));
  }

  @Override
  void taskEnded() {
    crew.act(this, this::next);
  }

  private void next() {
    if (dispatch.pace.checkIsDue()) {
      dispatch.check(now());
    }
    if (dispatch.own() instanceof Task task) {
      start(task);
    } else {
      dispatch.runDry(now());
      woken = false;
      look();
    }
  }

  private void start(Task task) {
    dispatch.goOn();
    dispatch.pace.startTask();
    hadAtStart = machine.processors().had(this);
    run(task);
  }

  /// Looks once everywhere. A look at another worker's queue is paid before what comes after it.
  private void look() {
    if (crew.shared.wakes.anyBehind() && crew.shared.inbox.isEmpty() && !standsDown) {
      machine.tally().attempt(1);
      owe(machine.costs().attempt());
    }
    if (dispatch.look(now(), woken) instanceof Task task) {
      start(task);
    } else {
      foundNothing();
    }
  }

  // ---- what it does between two tasks

  @Override
  public boolean standsDown() {
    return standsDown;
  }

  @Override
  public void handOver() {
    crew.shared.takeAll(dispatch.holdings());
    crew.endOneSpin();
    crew.wakeOne();
  }

  @Override
  public void giveWay() {}

  @Override
  public void lookAtSockets(long now) {}

  // ---- when it is dry

  private void foundNothing() {
    if (helping && !woken) {
      helping = false;
      long busy = now() - cameAt;
      crew.shared.wakes.wentDry(busy);
      if (busy < 2 * crew.shared.price.nanos()) {
        machine.tally().helpedInVain();
      }
    }
    if (!standsDown && account.trySpin()) {
      spinsSince = now();
      endOfSpin = machine.events().in(account.longestNanos(), this::spunInVain);
      crew.spinning.push(this);
    } else {
      trySleep();
    }
  }

  /// There is work that it sees with its next look.
  void meetWork() {
    Objects.requireNonNull(endOfSpin).cancel();
    long growing = Math.max(0, now() - spinsSince - account.longestNanos() / 2);
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
    dispatch.takeNoteBack();
    boolean work = dispatch.isWorkLeft();
    if (work && (!standsDown || crew.awake() == 1)) {
      goOn();
    } else {
      standsDown = false;
      crew.fellAsleep();
      sleep();
    }
  }

  /// There may be something again.
  private void goOn() {
    dispatch.pace.restart(now());
    crew.act(this, this::look);
  }

  @Override
  void arrived() {
    woken = true;
    cameAt = now();
    dispatch.pace.restart(now());
    helping = crew.arrived(this);
    crew.act(this, this::look);
  }
}
