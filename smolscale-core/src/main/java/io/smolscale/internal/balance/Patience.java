package io.smolscale.internal.balance;

/// What helpers have taught: by how much the limit of a ring is stretched.
///
/// The limit assumes that work taken by a helper is work saved. Where tasks wake each other it is
/// not: the helper passes its share back and is dry at once, and both have paid for a wake-up and
/// for messages between cores. So a helper that runs dry before it has earned its wake-up doubles
/// the limit for all, up to [#MOST_DOUBLINGS], and one that stays busy halves it. Time heals, too:
/// the balancer's looks halve it now and then, because work changes, and who never asks never
/// learns that help would pay again.
///
/// Written rarely and read by every worker when it looks up from its ring, so a plain volatile will
/// do: two lessons at once may count as one.
public final class Patience {
  /// 30 microseconds of waiting become a millisecond at most.
  static final int MOST_DOUBLINGS = 5;

  private static final int LOOKS_TO_FORGET = 16;

  private volatile int doublings;
  private int looks; // the balancer's

  /// How long work may wait in a ring before help is called, in nanoseconds.
  public long nanos() {
    return HelpRule.WAKE_NANOS << doublings;
  }

  /// A helper has run dry.
  ///
  /// @param busyNanos how long it had been busy since it came
  public void learn(long busyNanos) {
    int now = doublings;
    if (!HelpRule.paid(busyNanos)) {
      if (now < MOST_DOUBLINGS) {
        doublings = now + 1;
      }
    } else {
      forget();
    }
  }

  /// The balancer has looked; every so often that takes one doubling back. Its thread only.
  public void looked() {
    if (++looks % LOOKS_TO_FORGET == 0) {
      forget();
    }
  }

  /// Takes one doubling back.
  public void forget() {
    int now = doublings;
    if (now > 0) {
      doublings = now - 1;
    }
  }
}
