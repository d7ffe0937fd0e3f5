package io.smolscale.internal.balance;

/// What it costs to wake a worker, in nanoseconds: from the call that wakes it until it looks for
/// work, and about as much processor time on both sides together.
///
/// Every rule here weighs a wait against that one figure. It is that of the machines that we
/// measured. To measure it while the program runs was tried, and lost: where all processors are in
/// use, what is measured is the wait for one (decision 57).
///
/// @param nanos the price, positive
public record Price(long nanos) {
  /// The price on the machines that we measured.
  public static final long MEASURED_NANOS = 30_000;

  /// The price on the machines that we measured.
  public Price() {
    this(MEASURED_NANOS);
  }
}
