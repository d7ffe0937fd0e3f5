package io.smolscale.internal.balance;

import io.smolscale.internal.queue.PaddedLong;

/// What one kind of optional expense has cost and saved lately, in nanoseconds of processor time.
///
/// Waking one more worker, or spinning before a sleep, may pay or not, and that is known only
/// afterwards. So each expense is charged, and what it saved is earned when it is known. There is a
/// ledger for each kind:
///
/// | kind | charged | earned | what the balance decides |
/// | --- | --- | --- | --- |
/// | help for a ring | a wake-up | half the time that the helper was busy | a debt is added to the wait after which help is called |
/// | an eager call for a submission from outside | a wake-up | ten, where the woken worker found the others in long tasks | made while in credit |
/// | a hand-over of the sockets | a wake-up | ten, where sockets had waited for a worker in a long task | made while in credit |
/// | a spin before a sleep | its time | half a wake-up, where it met work | made while in credit, and now and then else |
///
/// Any thread may call it. Of two entries at the same time one may be lost, which costs some
/// wake-ups or saves them.
public final class Ledger {
  /// An expense with this much debt, or credit, in wake-ups, gets no more: a service changes, and
  /// what was long ago says little. A ring waits for a millisecond at most because helpers were in
  /// vain.
  static final int MOST_WAKES = 32;

  /// Where an expense turns out to pay, the ledger earns so many of it; so the expense is made as
  /// long as one in ten pays. A spin begins with as many in credit. With fewer, tasks beside hogs
  /// wait longer on 64 cores (decision 57).
  public static final int EARNS = 10;

  private final long most;
  private final long least;
  private final PaddedLong balance = new PaddedLong();

  private Ledger(long least, long most) {
    this.least = least;
    this.most = most;
  }

  /// Makes a ledger for an expense that has to earn its money first.
  ///
  /// @param price of a wake-up
  public static Ledger ofCredit(Price price) {
    return new Ledger(0, MOST_WAKES * price.nanos());
  }

  /// Makes a ledger for an expense that is made at once, and may run into debt.
  ///
  /// @param price of a wake-up
  public static Ledger ofDebt(Price price) {
    return new Ledger(-MOST_WAKES * price.nanos(), 0);
  }

  /// Returns whether there is something left to spend.
  public boolean isInCredit() {
    return balance.opaque() > 0;
  }

  /// Returns the debt, in nanoseconds; 0 if there is none.
  public long debt() {
    return Math.max(0, -balance.opaque());
  }

  /// Charges for an expense.
  public void charge(long nanos) {
    enter(-nanos);
  }

  /// Enters what an expense has saved.
  public void earn(long nanos) {
    enter(nanos);
  }

  /// Halves the balance: work changes, and an expense that is never made never shows that it would
  /// pay again.
  public void forgive() {
    balance.opaque(balance.opaque() / 2);
  }

  private void enter(long nanos) {
    balance.opaque(Math.clamp(balance.opaque() + nanos, least, most));
  }
}
