package io.smolscale.internal.dispatch;

import io.smolscale.internal.balance.Price;
import io.smolscale.internal.queue.Inbox;

/// What the dispatches of one scheduler share.
public final class Shared {
  /// Where threads that are no workers submit, and where a full ring spills.
  public final Inbox inbox = new Inbox();

  /// What a wake-up costs.
  public final Price price;

  /// What was done so far.
  public final Counts counts = new Counts();

  /// Decides whether a worker is woken.
  public final Wakes wakes;

  /// Makes what so many workers share.
  ///
  /// @param price what a wake-up costs
  /// @param waker wakes them
  /// @param workers how many there are, until [Wakes#workers] says otherwise
  /// @param now the time of [System#nanoTime]
  public Shared(Price price, Waker waker, int workers, long now) {
    this.price = price;
    wakes = new Wakes(price, waker, inbox, counts, workers, now);
  }

  /// Moves everything that waits behind a worker to the inbox. The caller wakes a worker for it.
  public void takeAll(Holdings from) {
    counts.moved(empty(from));
  }

  /// Does the same, and does not count it.
  ///
  /// @return how many tasks were moved
  public int empty(Holdings from) {
    return inbox.takeFrom(from.ring, from.ring.size()) + inbox.takeFrom(from.slot);
  }

  /// Moves the older half of what waits in a worker's ring to the inbox. The caller wakes a worker
  /// for it.
  public void takeHalf(Holdings from) {
    counts.moved(inbox.takeFrom(from.ring, (from.ring.size() + 1) / 2));
  }
}
