package io.smolscale.stress;

import io.smolscale.internal.jdk.Sockets;
import io.smolscale.internal.worker.Parker;
import io.smolscale.internal.worker.Polling;
import io.smolscale.internal.worker.Sleepers;
import java.util.function.BooleanSupplier;

/// A worker of [Sleepers] without a thread of its own: whoever calls plays it. It never parks, nor
/// waits for sockets, but stays in the state in which it would, for the arbiter to see.
final class Bed {
  private static final Thread NOBODY = new Unstartable();

  private final Sleepers sleepers;
  private final Polling polling;
  private final Parker parker = new Unparkable();
  private final Sockets.Net net = new Unwaiting();
  private volatile boolean inPollSet;

  /// Makes a worker that is awake, where there are no sockets.
  Bed(Sleepers sleepers) {
    this(sleepers, new Polling());
  }

  /// Makes a worker that is awake.
  Bed(Sleepers sleepers, Polling polling) {
    this.sleepers = sleepers;
    this.polling = polling;
    sleepers.join(parker);
    sleepers.wake(parker);
  }

  /// Falls asleep by the protocol, up to where it would park or wait for sockets; instead it
  /// leaves.
  ///
  /// @return whether it would have slept
  boolean fallAsleep(BooleanSupplier work) {
    try {
      sleepers.sleep(parker, Long.MAX_VALUE, work, net);
      return false;
    } catch (Parked e) {
      return true;
    }
  }

  /// Says that its task is about to block.
  void block() {
    sleepers.block(parker);
  }

  /// Whether it waits for sockets, or has been woken from that and not had its turn yet.
  boolean isInPollSet() {
    return inPollSet;
  }

  /// A socket has woken it, or a call: it leaves the poll set and gets up.
  void leavePollSet() {
    inPollSet = false;
    polling.leave(0);
    sleepers.wake(parker);
  }

  /// The same and falling asleep again, broken: it lets go of the duty when it sleeps already.
  void leaveTooLate() {
    sleepers.wake(parker);
    inPollSet = false;
    fallAsleep(() -> false);
    polling.leave(0);
  }

  /// Wakes it if it sleeps. Any thread.
  void wake() {
    sleepers.wake(parker);
  }

  /// Waits for a while until it is woken, as one that was about to park might.
  ///
  /// @return whether it was
  boolean awaitWake() {
    for (int i = 0; i < 1_000 && isAsleep(); i++) {
      Thread.onSpinWait();
    }
    return !isAsleep();
  }

  /// Retires by the protocol.
  ///
  /// @return whether it has
  boolean retire(BooleanSupplier work) {
    return sleepers.retire(parker, work);
  }

  /// Leaves, after it has retired.
  void leave() {
    sleepers.leave(parker);
  }

  boolean isAsleep() {
    return parker.isAsleep();
  }

  /// Leaves [Sleepers#sleep] where it would park.
  private static final class Unparkable extends Parker {
    Unparkable() {
      super(NOBODY);
    }

    @Override
    protected void await(long nanos) {
      throw new Parked();
    }
  }

  /// Leaves [Sleepers#sleep] where it would wait for sockets.
  private final class Unwaiting implements Sockets.Net {
    @Override
    public void await(int millis) {
      inPollSet = true;
      throw new Parked();
    }

    @Override
    public boolean look() {
      return false;
    }

    @Override
    public boolean any() {
      return false;
    }

    @Override
    public void wakeThreads() {}

    @Override
    public void close() {}
  }

  /// Started and unparked in vain.
  private static final class Unstartable extends Thread {
    @Override
    public synchronized void start() {}
  }
}
