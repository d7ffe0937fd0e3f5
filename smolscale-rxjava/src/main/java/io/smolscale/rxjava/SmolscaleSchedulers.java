package io.smolscale.rxjava;

import io.reactivex.rxjava3.core.Scheduler;
import io.smolscale.Smolscale;
import java.util.Objects;

/// Schedulers of RxJava's on smolscale: for `observeOn`, `subscribeOn`, and operators with a clock.
///
/// A worker keeps the order of its tasks and never runs two at once, but is bound to no thread: an
/// item that one worker hands to the next mostly stays on its core, and wakes nobody. Delays are
/// timers of the scheduler; there is no thread for them.
///
/// Disposing of a task, or of a worker, interrupts the task that runs. What a task throws goes to
/// `RxJavaPlugins.onError`, and the worker goes on. `shutdown()` does nothing: whoever made the
/// smolscale scheduler below closes it. What comes after that is refused as RxJava does it: the
/// `RejectedExecutionException` goes to `RxJavaPlugins.onError`, and the task is disposed of.
///
/// All methods are thread-safe, and none blocks.
public final class SmolscaleSchedulers {
  private SmolscaleSchedulers() {}

  /// Returns the one on the global scheduler, [Smolscale#scheduler].
  public static Scheduler global() {
    return Global.INSTANCE;
  }

  /// Returns a new one on a scheduler.
  public static Scheduler of(io.smolscale.Scheduler scheduler) {
    return new SmolscaleScheduler(Objects.requireNonNull(scheduler, "scheduler"));
  }

  /// Made when somebody asks for it: a program that uses schedulers of its own has no global one.
  private static final class Global {
    private static final Scheduler INSTANCE = of(Smolscale.scheduler());
  }
}
