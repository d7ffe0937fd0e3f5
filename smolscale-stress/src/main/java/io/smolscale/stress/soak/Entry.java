package io.smolscale.stress.soak;

import java.util.concurrent.atomic.AtomicInteger;

/// One numbered task, and what became of it.
final class Entry implements Runnable {
  /// In the message of whatever a task throws on purpose.
  static final String DELIBERATE = "deliberate";

  private final Ledger ledger;
  private final int number;
  private final String kind;
  private final boolean plain;
  private final Body body;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private Fate fate = Fate.OFFERED; // guarded by this
  private volatile boolean early;

  /// What a task does.
  interface Body {
    void run() throws Exception;
  }

  /// What the scheduler has said about it, or we to the scheduler.
  enum Fate {
    /// It is being submitted.
    OFFERED,
    /// It must run once.
    ACCEPTED,
    /// It must not run.
    REFUSED,
    /// Given back by `shutdownNow`: it must not run.
    RETURNED,
    /// We have cancelled it, or allowed the scheduler to: it may run once.
    CANCELLED
  }

  Entry(Ledger ledger, int number, String kind, boolean plain, Body body) {
    this.ledger = ledger;
    this.number = number;
    this.kind = kind;
    this.plain = plain;
    this.body = body;
  }

  @Override
  public void run() {
    ledger.pulse().increment();
    if (begun.incrementAndGet() > 1) {
      ledger.complain(this + " ran again");
    }
    try {
      body.run();
    } catch (InterruptedException _) {
      // stopped by shutdownNow or by a cancel
    } catch (Exception e) {
      if (!isDeliberate(e)) {
        ledger.complain(this + " failed: " + e);
      }
      Entry.<RuntimeException>sneak(e);
    } finally {
      ended.incrementAndGet();
      ledger.pulse().increment();
    }
  }

  static boolean isDeliberate(Throwable e) {
    return DELIBERATE.equals(e.getMessage());
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // to pass on what was caught
  private static <E extends Throwable> void sneak(Throwable e) throws E {
    throw (E) e;
  }

  /// The submission has returned. It is early if the end of the scheduler had not begun then: it
  /// must have run when the close returns.
  synchronized void accepted(boolean endHasBegun) {
    if (fate == Fate.OFFERED) { // it may have been returned or cancelled already
      fate = Fate.ACCEPTED;
      early = !endHasBegun;
    }
  }

  synchronized void refused() {
    fate = Fate.REFUSED;
  }

  synchronized void returned() {
    fate = Fate.RETURNED;
  }

  synchronized void cancelled() {
    fate = Fate.CANCELLED;
  }

  synchronized Fate fate() {
    return fate;
  }

  boolean isPlain() {
    return plain;
  }

  boolean hasBegun() {
    return begun.get() > 0;
  }

  /// Whether it must have run before the scheduler's close returns, and has not.
  boolean isOverdue() {
    return early && fate() == Fate.ACCEPTED && ended.get() == 0;
  }

  /// Whether nothing more is to come.
  boolean isSettled() {
    return switch (fate()) {
      case OFFERED -> false;
      case ACCEPTED -> ended.get() > 0;
      case REFUSED, RETURNED -> true;
      case CANCELLED -> ended.get() == begun.get();
    };
  }

  /// Whether it ran as often as it had to.
  boolean isRight() {
    int times = ended.get();
    return times == begun.get()
        && switch (fate()) {
          case OFFERED -> false;
          case ACCEPTED -> times == 1;
          case REFUSED, RETURNED -> times == 0;
          case CANCELLED -> times <= 1;
        };
  }

  @Override
  public String toString() {
    return "%s task %d (%s, begun %d, ended %d)"
        .formatted(kind, number, fate(), begun.get(), ended.get());
  }
}
