package io.smolscale;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The runs of an [Immortal], one after the other.
final class Lives {
  private static final Duration AFTER_TROUBLE = Duration.ofMillis(10); // memory may be had again

  private final Immortal immortal;
  private final Immortal.Body body;
  private final @Nullable Pauses pauses; // null: the body is to run once
  private final @Nullable Consumer<? super Immortal.Run> listener;
  private final Immortals others;
  private final AtomicLong failuresInARow = new AtomicLong(); // here and below: written by its
  private final AtomicLong failures = new AtomicLong(); // thread alone, read by any
  private final AtomicLong runs = new AtomicLong();
  private volatile @Nullable Throwable lastFailure;
  private volatile boolean cancelled;
  private boolean bodyIsOver; // of this run; its thread's

  Lives(
      Immortal immortal,
      Immortal.Body body,
      @Nullable Pauses pauses,
      @Nullable Consumer<? super Immortal.Run> listener,
      Immortals others) {
    this.immortal = immortal;
    this.body = body;
    this.pauses = pauses;
    this.listener = listener;
    this.others = others;
  }

  /// Lets no further run begin. The caller interrupts the thread after this call.
  void cancel() {
    cancelled = true;
  }

  /// Returns the number of runs that have begun.
  long runs() {
    return runs.get();
  }

  /// Returns the number of runs that have failed.
  long failures() {
    return failures.get();
  }

  /// Returns how many of the last runs have failed.
  long failuresInARow() {
    return failuresInARow.get();
  }

  /// Returns what the last failed run threw, or null if none has failed.
  @Nullable Throwable lastFailure() {
    return lastFailure;
  }

  /// Runs the body again and again, until it is cancelled. Its thread only.
  @Nullable Void live() {
    try {
      boolean again = true;
      Throwable trouble = null;
      while (again) {
        try {
          if (trouble != null) {
            Throwable e = trouble;
            trouble = null;
            sleep(AFTER_TROUBLE);
            uncaught(e);
          }
          // An interrupt that was meant for the last run is cleared. A cancelling thread first sets
          // the flag and then interrupts; this one first clears and then looks. Either it sees the
          // flag, or the interrupt comes after the clearing and is there for the body.
          Thread.interrupted();
          again = !cancelled && runOnce();
        } catch (Throwable e) {
          // Not the body's: there was no memory to note that it has run, say. It lives on.
          trouble = e;
          again = pauses != null || !bodyIsOver;
        }
      }
    } finally {
      others.remove(immortal);
    }
    return null;
  }

  /// Runs the body once, and waits as long as the policy says.
  ///
  /// @return whether to run it again
  private boolean runOnce() {
    bodyIsOver = false;
    if (runs.getAndIncrement() > 0) {
      others.respawned();
    }
    long start = System.nanoTime();
    Throwable failure = null;
    try {
      body.run();
    } catch (Throwable e) {
      failure = e;
    }
    bodyIsOver = true;
    if (cancelled) {
      return false;
    }
    long lasted = System.nanoTime() - start;
    note(failure);
    Duration pause = pauses == null ? null : pauses.after(lasted);
    tell(new Immortal.Run(immortal, runs.get(), Duration.ofNanos(lasted), failure, pause));
    if (pause == null) {
      return false;
    }
    sleep(pause);
    return true;
  }

  private void note(@Nullable Throwable failure) {
    if (failure == null) {
      failuresInARow.set(0);
    } else {
      lastFailure = failure;
      failures.incrementAndGet();
      failuresInARow.incrementAndGet();
      others.failed();
    }
  }

  private void tell(Immortal.Run run) {
    try {
      if (listener != null) {
        listener.accept(run);
      } else if (run.failure() != null) {
        uncaught(run.failure());
      }
    } catch (Throwable e) {
      uncaught(e); // a listener that throws does not end it either
    }
  }

  private static void uncaught(Throwable e) {
    Thread thread = Thread.currentThread();
    try {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    } catch (Throwable _) {
      // As the JDK does: a handler that throws has had its chance.
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // a yield is all that "at once" may do for the others
  private static void sleep(Duration pause) {
    if (pause.isZero()) {
      Thread.yield();
      return;
    }
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      // Cancelled, or told to go on: the caller looks.
    }
  }
}
