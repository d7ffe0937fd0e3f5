package io.smolscale.stress;

import io.smolscale.internal.worker.Parker;
import io.smolscale.internal.worker.Sleepers;
import java.util.function.BooleanSupplier;

/// A worker of [Sleepers] without a thread of its own: whoever calls plays it. It never parks, but
/// stays in the state in which it would, for the arbiter to see.
final class Bed {
  private static final Thread NOBODY = new Unstartable();

  private final Sleepers sleepers;
  private final Parker parker = new Parker(NOBODY);

  /// Makes a worker that is awake.
  Bed(Sleepers sleepers) {
    this.sleepers = sleepers;
    sleepers.join(parker);
    sleepers.wake(parker);
  }

  /// Falls asleep by the protocol, up to where it would park; instead of parking it leaves. For
  /// that it takes the last look for work, and that nothing but the park comes after it: `BedTest`.
  ///
  /// @return whether it would have parked
  boolean fallAsleep(BooleanSupplier work) {
    try {
      sleepers.sleep(parker, Long.MAX_VALUE, () -> work.getAsBoolean() || park());
      return false;
    } catch (Parked e) {
      return true;
    }
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

  /// Leaves [Sleepers#sleep] at its look for work: what the real worker does after it, if it finds
  /// none, is to park.
  private static boolean park() {
    throw new Parked();
  }

  /// Started and unparked in vain.
  private static final class Unstartable extends Thread {
    @Override
    public synchronized void start() {}
  }
}
