package io.smolscale.internal.balance;

/// Whether a worker that has run dry waits a little, with open eyes, before it falls asleep. One
/// worker's own.
///
/// To spin is to spend processor time now so as to save the processor time of a wake-up. So each
/// spin is charged for its time, and one that meets work earns what it saved. A worker spins while
/// it has something in its account: where gaps are short, as on many cores with much to do, that is
/// always; where they are long, one of every [#PROBE_EVERY] sleeps tries again, and ever fewer if
/// that was in vain. In the long run spinning costs no more than the wake-ups that it saves.
public final class SpinAccount {
  /// How long a spin is at most.
  public static final long LONGEST_NANOS = 50_000;

  /// What a spin that meets work has saved. A wake-up costs some 28 microseconds of processor time
  /// on both sides together (measured: a platform thread that submits and waits in a loop, with and
  /// without a worker that is met spinning). Not all of that counts, because without the spin
  /// somebody else who is awake may have come for the task, and nobody would have been woken.
  static final long EARNED_NANOS = 16_000;

  static final long MOST_NANOS = 8 * LONGEST_NANOS;
  static final int PROBE_EVERY = 32;
  static final int PROBE_AT_LEAST_EVERY = 512;

  private long nanos = MOST_NANOS;
  private int sleeps;
  private int probeEvery = PROBE_EVERY;

  /// Whether to spin. To be asked once before each sleep.
  public boolean affordsSpin() {
    return nanos > 0 || ++sleeps % probeEvery == 0;
  }

  /// Charges for a spin.
  ///
  /// @param spent how long it took, in nanoseconds
  /// @param met whether it met work
  public void charge(long spent, boolean met) {
    if (met) {
      probeEvery = PROBE_EVERY;
    } else if (nanos == 0) {
      probeEvery = Math.min(2 * probeEvery, PROBE_AT_LEAST_EVERY);
    }
    nanos = Math.clamp(nanos - spent + (met ? EARNED_NANOS : 0), 0, MOST_NANOS);
  }
}
