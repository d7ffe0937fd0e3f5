package io.smolscale.rxjava;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// RxJava's own scheduler for executors, on a scheduler of ours, which has the timers. It has all
/// that is needed but one thing: a worker of it whose task throws never runs another, because the
/// error passes through the loop that runs the tasks. Here it does not.
final class SmolscaleScheduler extends Scheduler {
  private final io.smolscale.Scheduler below;
  private final Scheduler executor;

  SmolscaleScheduler(io.smolscale.Scheduler below) {
    this.below = below;
    boolean interruptible = true; // as RxJava's own schedulers are
    boolean fair = true; // each task goes behind what waits there: many workers share few threads
    executor = Schedulers.from(below, interruptible, fair);
  }

  @Override
  public Worker createWorker() {
    return new Guarded(executor.createWorker());
  }

  @Override
  public Disposable scheduleDirect(Runnable run) {
    return executor.scheduleDirect(run);
  }

  @Override
  public Disposable scheduleDirect(Runnable run, long delay, TimeUnit unit) {
    return executor.scheduleDirect(run, delay, unit);
  }

  @Override
  public String toString() {
    return "smolscale(" + below.name() + ")";
  }

  /// A worker that outlives what its tasks throw.
  private static final class Guarded extends Worker {
    private final Worker worker;

    Guarded(Worker worker) {
      this.worker = worker;
    }

    @Override
    public Disposable schedule(Runnable run) {
      return worker.schedule(guarded(run));
    }

    @Override
    public Disposable schedule(Runnable run, long delay, TimeUnit unit) {
      return worker.schedule(guarded(run), delay, unit);
    }

    private static Runnable guarded(Runnable run) {
      Objects.requireNonNull(run, "run");
      return () -> {
        try {
          run.run();
        } catch (Throwable e) {
          report(e);
        }
      };
    }

    private static void report(Throwable e) {
      try {
        RxJavaPlugins.onError(e);
      } catch (Throwable _) {
        // A handler that throws has had its chance; the worker's other tasks have not.
      }
    }

    @Override
    public void dispose() {
      worker.dispose();
    }

    @Override
    public boolean isDisposed() {
      return worker.isDisposed();
    }
  }
}
