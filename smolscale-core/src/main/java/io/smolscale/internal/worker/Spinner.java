package io.smolscale.internal.worker;

import java.util.function.BooleanSupplier;

/// Whether a worker that has run dry waits a little before it falls asleep. One worker's own.
///
/// A wake-up costs the waker a system call and the sleeper tens of microseconds. Where the next
/// task comes sooner than that, as it does when a platform thread submits and waits in a loop,
/// spinning is cheaper; everywhere else it burns a core for nothing. So it goes by success: each
/// spin that met work earns more of them, each that did not costs one, and with nothing earned one
/// of every [#PROBE_EVERY] sleeps tries again.
final class Spinner {
  private static final long SPIN_NANOS = 25_000;
  private static final int MOST_CREDIT = 16;
  private static final int PROBE_EVERY = 64;
  private static final int PAUSES = 8; // between two looks for work
  private static final boolean ONE_CORE = Runtime.getRuntime().availableProcessors() == 1;

  private int credit = 2;
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
        credit = Math.min(MOST_CREDIT, credit + 2);
        return true;
      }
    } while (System.nanoTime() - now < SPIN_NANOS);
    credit = Math.max(0, credit - 1);
    return false;
  }
}
