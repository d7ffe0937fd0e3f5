package io.smolscale.stress;

import io.smolscale.internal.balance.Balancer;
import io.smolscale.internal.balance.Look;
import io.smolscale.internal.balance.Plan;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A [Balancer] with nothing to watch, and so about to rest, on whichever thread calls [#tick].
/// Where it would park for good it leaves, in the state that it would park in.
final class RestlessBalancer implements Balancer.Watched {
  final Balancer real = new Balancer();
  private final BooleanSupplier anyAwake;
  volatile boolean closing;
  private volatile boolean ticking;
  private boolean lyingDown; // the balancer's own

  /// Makes one that has not begun.
  ///
  /// @param anyAwake whether a worker is awake
  RestlessBalancer(BooleanSupplier anyAwake) {
    this.anyAwake = anyAwake;
  }

  /// One round of the balancer.
  ///
  /// @return whether it would have parked for good
  boolean tick() {
    LockSupport.unpark(Thread.currentThread()); // so that it does not sleep until the tick
    try {
      real.watch(this);
      return false;
    } catch (Parked e) {
      return true;
    }
  }

  /// Waits until the balancer is in its round, so that the two meet.
  void awaitTick() {
    for (int i = 0; i < 1_000 && !ticking; i++) {
      Thread.onSpinWait();
    }
  }

  @Override
  public boolean over() {
    boolean again = ticking;
    ticking = true;
    return again;
  }

  @Override
  public boolean socketsNeglected(long now) {
    return false;
  }

  @Override
  public @Nullable Look glance(long now) {
    return null;
  }

  @Override
  public Look look() {
    return new Look(0, List.of(), 0, 0, 0, 0, false);
  }

  @Override
  public void carryOut(Plan plan) {}

  @Override
  public void troubled(Throwable e) {}

  /// Asked by a balancer that lies down, after its fence.
  @Override
  public boolean anyAwake() {
    lyingDown = true;
    return anyAwake.getAsBoolean();
  }

  /// Asked here and there, and by a balancer that lies down last of all.
  @Override
  public boolean closing() {
    if (!closing && lyingDown) {
      throw new Parked();
    }
    return closing;
  }
}
