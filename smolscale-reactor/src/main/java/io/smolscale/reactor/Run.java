package io.smolscale.reactor;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/// A task that runs once, unless somebody disposes of it before. It is a `FutureTask` for what that
/// knows about interrupts: one that is meant for this task does not reach the next.
class Run extends FutureTask<@Nullable Void> implements Disposable {
  private static final VarHandle OVER =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "over", VarHandle.class, Run.class, boolean.class);

  private final SmolscaleScheduler scheduler;
  private volatile @Nullable Thread runner; // while it runs
  private volatile @Nullable Future<?> timer;

  @SuppressWarnings("unused") // written through OVER
  private volatile boolean over; // it is counted as ended

  Run(SmolscaleScheduler scheduler, Runnable body) {
    super(body, null);
    this.scheduler = scheduler;
  }

  /// It waits for its time. It may be done before that is known here: then this method sees that,
  /// and if not, [#done] sees the timer.
  void waitsFor(Future<?> timer) {
    this.timer = timer;
    if (isDone()) {
      forget(timer);
    }
  }

  private void forget(Future<?> timer) {
    timer.cancel(false);
    scheduler.due(this);
  }

  @Override
  public void run() {
    runner = Thread.currentThread();
    try {
      if (scheduler.isDropped()) {
        cancel(false);
      } else {
        super.run();
      }
    } finally {
      runner = null;
      if (isCancelled()) {
        Thread.interrupted(); // it was meant for this task, and has come by now
      }
      end();
    }
  }

  @Override
  protected void setException(Throwable e) {
    super.setException(e);
    SmolscaleScheduler.report(e);
  }

  /// It has run, or somebody has disposed of it, while it ran or before.
  @Override
  protected void done() {
    Future<?> waits = timer;
    if (waits != null) {
      forget(waits);
    }
    if (runner == null) {
      end(); // it has not begun, and will not
    }
  }

  private void end() {
    if (OVER.compareAndSet(this, false, true)) {
      scheduler.ended();
    }
  }

  /// Drops it, or interrupts it, unless it is it who says so.
  @Override
  public void dispose() {
    cancel(runner != Thread.currentThread());
  }

  @Override
  public boolean isDisposed() {
    return isDone();
  }
}
