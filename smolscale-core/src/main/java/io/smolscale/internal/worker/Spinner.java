package io.smolscale.internal.worker;

import io.smolscale.internal.balance.Price;
import io.smolscale.internal.balance.SpinAccount;
import java.util.function.LongPredicate;

/// How a worker that has run dry waits a little before it falls asleep. One worker's own.
///
/// A wake-up costs the waker a system call and the sleeper tens of microseconds. Where the next
/// task comes sooner than that nearly every time, as it does when a platform thread submits and
/// waits in a loop, spinning is cheaper. Elsewhere it burns a core, and worse: a worker that has
/// spun has used up its time slice, and the thread that would have submitted waits for the
/// processor. [SpinAccount] keeps count.
///
/// In the second half of a spin the pauses between its looks grow. So of several that spin, the one
/// that ran dry last, whose caches are warm, is the first to see new work, and the others come to
/// the end of their spin and sleep. (Growing from the start, they made a thread that submits and
/// waits in a loop miss the moment: it had parked before it was answered, 16 microseconds a round
/// and not 9.)
final class Spinner {
  private static final int PAUSE = 8;

  private final Parallelism parallelism;
  private final SpinAccount account;

  /// For a worker of the crew that has these. On one processor no worker spins: the submitter would
  /// wait for that processor.
  ///
  /// @param price of a wake-up
  Spinner(Parallelism parallelism, Price price) {
    this.parallelism = parallelism;
    account = new SpinAccount(price);
  }

  /// Waits for work, if that has paid lately.
  ///
  /// @param now the time of [System#nanoTime]
  /// @param limit when something else is due, in nanoseconds from now
  /// @param work whether there is any; asked again and again, with the time
  /// @return whether there is work
  boolean spin(long now, long limit, LongPredicate work) {
    long longest = account.longestNanos();
    if (parallelism.isOneProcessor() || limit < longest || !account.trySpin()) {
      return false;
    }
    long spent = 0;
    boolean met = false;
    int pause = PAUSE;
    while (!met && spent < longest) {
      for (int i = 0; i < pause; i++) {
        Thread.onSpinWait();
      }
      long then = System.nanoTime();
      met = work.test(then);
      spent = then - now;
      if (spent > longest / 2) {
        pause += pause >> 2;
      }
    }
    account.charge(spent, met);
    return met;
  }
}
