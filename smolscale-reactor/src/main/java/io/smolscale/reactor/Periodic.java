package io.smolscale.reactor;

import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/// A task that runs again and again at a fixed rate, until somebody disposes of it. Each run sets
/// the timer of the next, so that no two of them overlap or pile up.
///
/// ## The end of its home
///
/// A scheduler that is disposed of gracefully waits for what it has accepted, but for no next run.
/// Both sides:
///
/// ```text
/// who starts a periodic task      who closes its home
/// 1. the home keeps it            1. closed = true
/// 2. the home accepts a run,      2. ends each that it keeps
///    unless it is closed
/// ```
///
/// If the run is accepted, `closed` has been read false, so the task was kept before it became
/// true, and step 2 of the other side sees it. It may come between the two steps of this side: then
/// the lock has it wait for the run, or the run is not begun.
final class Periodic implements Runnable, Disposable {
  private final Home home;
  private final Runnable body;
  private final long period;
  private long due; // of System.nanoTime; each run happens before the next
  private volatile boolean disposed; // written under the lock
  private @Nullable Run next; // guarded by it: the run after this one may begin at once

  /// Where its runs go.
  interface Home {
    /// Begins a run, after a delay in nanoseconds.
    Run begin(Runnable body, long delay);

    /// Keeps a task from now on, to dispose of it at the end.
    void keep(Periodic task);

    /// Keeps it no more.
    void drop(Periodic task);
  }

  private Periodic(Home home, Runnable body, long due, long period) {
    this.home = home;
    this.body = body;
    this.due = due;
    this.period = period;
  }

  /// Starts one.
  ///
  /// @param period in nanoseconds; from zero down it runs again at once
  static Periodic start(Home home, Runnable body, long delay, long period) {
    long due = System.nanoTime() + Math.max(0, delay);
    Periodic periodic = new Periodic(home, body, due, Math.max(0, period));
    home.keep(periodic);
    try {
      periodic.beginNext();
    } catch (Throwable e) {
      periodic.dispose();
      throw e;
    }
    return periodic;
  }

  private synchronized void beginNext() {
    if (!disposed) {
      next = home.begin(this, due - System.nanoTime());
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
    Run last = stop();
    if (last != null) {
      last.dispose();
    }
  }

  /// Disposes of what is to come. A run that has begun goes on, and is not interrupted.
  void end() {
    Run last = stop();
    if (last != null) {
      last.cancel(false);
    }
  }

  private @Nullable Run stop() {
    home.drop(this);
    synchronized (this) {
      disposed = true;
      return next;
    }
  }

  @Override
  public boolean isDisposed() {
    return disposed;
  }
}
