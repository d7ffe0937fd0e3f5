package io.smolscale.bench.micro;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A virtual thread that wakes whoever woke it.
final class Echo {
  // Set by who calls, cleared by the echo. Volatile, because each side goes by what it sees here
  // and not by having been unparked, which may happen for no reason.
  private volatile @Nullable Thread caller;

  private volatile boolean over;
  private final Thread thread = Thread.ofVirtual().start(this::answer);

  /// Wakes the echo, and parks until it answers.
  void call() {
    shout();
    while (caller != null) {
      LockSupport.park();
    }
  }

  /// The same with a time limit, which never comes to bear: a timer is set and taken back.
  void call(long limitNanos) {
    shout();
    while (caller != null) {
      LockSupport.parkNanos(limitNanos);
    }
  }

  /// Ends it.
  void leave() throws InterruptedException {
    over = true;
    LockSupport.unpark(thread);
    thread.join();
  }

  private void shout() {
    caller = Thread.currentThread();
    LockSupport.unpark(thread);
  }

  private void answer() {
    while (!over) {
      final Thread waiting = caller;
      if (waiting == null) {
        LockSupport.park();
      } else {
        caller = null;
        LockSupport.unpark(waiting);
      }
    }
  }
}
