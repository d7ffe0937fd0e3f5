package io.smolscale.internal.worker;

import io.smolscale.internal.queue.PaddedLong;

/// How many workers are awake, and how many block; and the steps of one worker between awake and
/// asleep, each of which moves its state and the count, in the order that [Sleepers] argues with.
///
/// A step may be cut short where a stack ends. So each worker's [Parker.Step] says how far it has
/// come, and [#recover] brings state and count together again.
final class Headcount {
  private final PaddedLong awake = new PaddedLong();
  private final PaddedLong blocking = new PaddedLong(); // of which nobody is counted as awake

  /// Returns how many are awake, about.
  int awake() {
    return (int) Math.max(0, awake.get());
  }

  /// Returns whether any is awake, by the count.
  boolean anyAwake() {
    return awake() > 0;
  }

  /// Returns how many block, about.
  int blocking() {
    return (int) Math.max(0, blocking.get());
  }

  /// Returns whether one more could be awake, about.
  ///
  /// @param workers how many there are, or may come
  /// @param most how many may be awake
  boolean mayRise(int workers, int most) {
    return awake.opaque() < Math.min(workers - (int) blocking.opaque(), most);
  }

  /// Counts one that its waker has called awake, or takes that back.
  void add(int number) {
    awake.add(number);
  }

  /// Steps 1 and 2 of a worker.
  ///
  /// @return whether it was the last
  boolean announce(Parker parker) {
    parker.announceSleep();
    boolean last = awake.add(-1) <= 0;
    parker.step = Parker.Step.ASLEEP;
    return last;
  }

  /// Steps 1 and 2 of a worker whose task is about to block. Its own thread only. Step 3 is the
  /// caller's.
  ///
  /// @return whether it may be the last worker that was awake
  boolean block(Parker parker) {
    parker.announceBlocking();
    boolean counted = false;
    try {
      blocking.add(1);
      boolean last = awake.add(-1) <= 0;
      counted = true;
      return last;
    } finally {
      if (!counted) { // no stack left
        parker.goOn();
      }
    }
  }

  /// Its task goes on. Its own thread only.
  void goesOn(Parker parker) {
    parker.goOn();
    awake.add(1);
    blocking.add(-1);
  }

  /// A worker is up again, by itself or because it was woken. Its own thread only.
  ///
  /// @return whether nobody has woken it
  boolean getUp(Parker parker) {
    boolean alone = parker.getUp();
    int more = (alone ? 1 : 0) + (parker.uncounted ? 1 : 0);
    if (more > 0) {
      parker.uncounted = false;
      parker.step = Parker.Step.GOT_UP;
      awake.add(more);
    }
    parker.step = Parker.Step.UP;
    return alone;
  }

  /// An error has come between two steps of a worker on its way to sleep, or back: it is up
  /// afterwards, and counted as awake. Its own thread only, and not when it has retired.
  void recover(Parker parker) {
    if (parker.step == Parker.Step.ANNOUNCED) {
      // It was not taken off the count; its waker has added one.
      if (!parker.getUp() && !parker.uncounted) {
        awake.add(-1);
      }
      parker.uncounted = false;
      parker.step = Parker.Step.UP;
    } else if (parker.step == Parker.Step.ASLEEP) {
      getUp(parker);
    } else if (parker.step == Parker.Step.GOT_UP) {
      awake.add(1);
      parker.step = Parker.Step.UP;
    }
  }
}
