package io.smolscale.internal.worker;

import java.util.function.BooleanSupplier;

/// Whether a worker that has run dry waits a little before it falls asleep. One worker's own.
///
/// A wake-up costs the waker a system call and the sleeper tens of microseconds. Where the next
/// task comes sooner than that nearly every time, as it does when a platform thread submits and
/// waits in a loop, spinning is cheaper. Elsewhere it burns a core, and worse: a worker that has
/// spun has used up its time slice, and the thread that would have submitted waits for the
/// processor. (With a spin that paid if one in three met work, requests at random times cost a
/// sixth more CPU, and their slowest percent took twice as long.) So a spin that meets work earns
/// one more, one that does not costs [#COST_OF_FAILURE], and with nothing earned one of every
/// [#PROBE_EVERY] sleeps tries again.
final class Spinner {
  private static final long SPIN_NANOS = 25_000;
  private static final int MOST_CREDIT = 16;
  private static final int COST_OF_FAILURE = 4;
  private static final int PROBE_EVERY = 64;
  private static final int PAUSES = 8; // between two looks for work
  private static final boolean ONE_CORE = Runtime.getRuntime().availableProcessors() == 1;

  private int credit;
  private int sleeps;

  /// Waits for work, if that has paid lately.
  ///
  /// @param now the time of [System#nanoTime]
  /// @param limit when something else is due, in nanoseconds from now
  /// @return whether there is work
  boolean spin(long now, long limit, BooleanSupplier work) {
    if (ONE_CORE || limit < SPIN_NANOS || (credit == 0 && ++sleeps % PROBE_EVERY != 0)) {
      return false;
    }
    do {
      for (int i = 0; i < PAUSES; i++) {
        Thread.onSpinWait();
      }
      if (work.getAsBoolean()) {
        credit = Math.min(MOST_CREDIT, credit + 1);
        return true;
      }
    } while (System.nanoTime() - now < SPIN_NANOS);
    credit = Math.max(0, credit - COST_OF_FAILURE);
    return false;
  }
}
