package io.smolscale.internal.balance;

/// What it costs to wake a worker: from the call that wakes it until it looks for work, as measured
/// on this machine while the program runs.
///
/// Machines wake a thread in 5 to 60 microseconds, and every rule here weighs a wait against that
/// time. The processor time of a wake-up on both sides together is about as long (28 microseconds
/// where the delay is 30), so one figure stands for both.
///
/// Each measurement moves the price by an eighth of the way, and by a thirty-second part of the
/// price at most. So the price follows the typical delay, and not those of the few that had to wait
/// for a processor. If most have to wait, waking is worth little, and the price says so.
///
/// Any thread may call it. Of two measurements at the same time one may be lost.
public final class Price {
  /// The price before the first measurement: that of the machines that we measured.
  public static final long FIRST_NANOS = 30_000;

  static final long LEAST_NANOS = 5_000;
  static final long MOST_NANOS = 100_000;
  private static final int PART_OF_WAY = 8;
  private static final int PART_OF_PRICE = 32;

  private volatile long nanos = FIRST_NANOS;

  /// Begins with [#FIRST_NANOS].
  public Price() {}

  /// Returns the price, in nanoseconds, from [#LEAST_NANOS] to [#MOST_NANOS].
  public long nanos() {
    return nanos;
  }

  /// Learns from a wake-up.
  ///
  /// @param delayNanos from the call until the woken worker looked for work
  public void measured(long delayNanos) {
    long before = nanos;
    long step = before / PART_OF_PRICE;
    long after = before + Math.clamp((delayNanos - before) / PART_OF_WAY, -step, step);
    nanos = Math.clamp(after, LEAST_NANOS, MOST_NANOS);
  }
}
