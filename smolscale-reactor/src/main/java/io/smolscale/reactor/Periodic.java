package io.smolscale.reactor;

import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/// A task that runs again and again at a fixed rate, until somebody disposes of it. Each run sets
/// the timer of the next, so that no two of them overlap or pile up.
final class Periodic implements Runnable, Disposable {
  private final Begin begin;
  private final Runnable body;
  private final long period;
  private long due; // of System.nanoTime; each run happens before the next
  private volatile boolean disposed; // written under the lock
  private @Nullable Disposable next; // guarded by it: the run after this one may begin at once

  /// What begins a run.
  interface Begin {
    /// Begins one, after a delay in nanoseconds.
    Disposable run(Runnable body, long delay);
  }

  private Periodic(Begin begin, Runnable body, long due, long period) {
    this.begin = begin;
    this.body = body;
    this.due = due;
    this.period = period;
  }

  /// Starts one.
  ///
  /// @param period in nanoseconds; from zero down it runs again at once
  static Periodic start(Begin begin, Runnable body, long delay, long period) {
    long due = System.nanoTime() + Math.max(0, delay);
    Periodic periodic = new Periodic(begin, body, due, Math.max(0, period));
    periodic.beginNext();
    return periodic;
  }

  private synchronized void beginNext() {
    if (!disposed) {
      next = begin.run(this, due - System.nanoTime());
    }
  }

  @Override
  public void run() {
    if (disposed) {
      return;
    }
    try {
      body.run();
    } catch (Throwable e) {
      SmolscaleScheduler.report(e); // as Reactor's own schedulers do, it goes on
    }
    due += period;
    try {
      beginNext();
    } catch (RejectedExecutionException _) {
      dispose(); // the scheduler is disposed of, or closed
    }
  }

  @Override
  public void dispose() {
    Disposable last;
    synchronized (this) {
      disposed = true;
      last = next;
    }
    if (last != null) {
      last.dispose();
    }
  }

  @Override
  public boolean isDisposed() {
    return disposed;
  }
}
