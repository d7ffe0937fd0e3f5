package io.smolscale.internal.balance;

/// Whether a worker that has run dry waits a little, with open eyes, before it falls asleep. One
/// worker's own.
///
/// To spin is to spend processor time now so as to save the processor time of a wake-up. So each
/// spin is charged to a [Ledger] for its time, and one that meets work earns half a wake-up there.
/// Not a whole one, because without the spin another worker that is awake may have come for the
/// task. A worker spins while it is in credit: where gaps are short, as on many cores with much to
/// do, that is always. Where they are long, one of every [#PROBE_EVERY] sleeps tries again, and
/// ever fewer if that was in vain. In the long run spinning costs no more than the wake-ups that it
/// saves.
public final class SpinAccount {
  static final int PROBE_EVERY = 32;
  static final int PROBE_AT_LEAST_EVERY = PROBE_EVERY * PROBE_EVERY;

  private final Price price;
  private final Ledger ledger;
  private int sleeps;
  private int probeEvery = PROBE_EVERY;

  /// Begins in credit, because only a spin shows whether it pays.
  ///
  /// @param price of a wake-up
  public SpinAccount(Price price) {
    this.price = price;
    ledger = Ledger.ofCredit(price);
    ledger.earn(Ledger.EARNS * longestNanos());
  }

  /// Returns how long a spin is at most, in nanoseconds: somewhat longer than a wake-up takes.
  public long longestNanos() {
    return 5 * price.nanos() / 3;
  }

  /// Decides whether to spin, and counts the sleep if not. To be called once before each sleep.
  public boolean trySpin() {
    return ledger.isInCredit() || ++sleeps % probeEvery == 0;
  }

  /// Charges for a spin.
  ///
  /// @param spent how long it took, in nanoseconds
  /// @param met whether it met work
  public void charge(long spent, boolean met) {
    if (met) {
      probeEvery = PROBE_EVERY;
    } else if (!ledger.isInCredit()) {
      probeEvery = Math.min(2 * probeEvery, PROBE_AT_LEAST_EVERY);
    }
    ledger.earn((met ? price.nanos() / 2 : 0) - spent);
  }
}
