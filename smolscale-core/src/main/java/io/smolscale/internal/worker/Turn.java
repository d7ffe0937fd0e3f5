package io.smolscale.internal.worker;

import org.jspecify.annotations.Nullable;

/// Whose turn it is, in a crew of one worker: of those that stand in for it while a plain task
/// waits, and itself, one runs at a time.
///
/// A worker has the turn while it is up, and lets go of it before it sleeps, and before it waits in
/// a plain task. A worker that comes back from such a wait goes before all others, which give way
/// when they look up from their tasks: within some 25 microseconds, and after the task that they
/// are in.
final class Turn {
  private @Nullable Worker holder; // guarded by this
  private volatile int comingBack; // written under the lock

  /// Waits for the turn, unless the worker has it. An interrupt does not end that, and is set
  /// again.
  ///
  /// @param comesBack whether it comes back to a plain task
  void take(Worker worker, boolean comesBack) {
    boolean interrupted = false;
    synchronized (this) {
      if (holder == worker) {
        return;
      }
      comingBack += comesBack ? 1 : 0;
      try {
        while (holder != null || (!comesBack && comingBack > 0)) {
          try {
            wait();
          } catch (InterruptedException _) {
            interrupted = true;
          }
        }
        holder = worker;
      } finally {
        comingBack -= comesBack ? 1 : 0;
      }
    }
    if (interrupted) {
      worker.thread.interrupt();
    }
  }

  /// Lets go of the turn, if the worker has it.
  synchronized void give(Worker worker) {
    if (holder == worker) {
      holder = null;
      notifyAll();
    }
  }

  /// Returns whether the worker that has it is to give way.
  boolean isWanted() {
    return comingBack > 0;
  }
}
