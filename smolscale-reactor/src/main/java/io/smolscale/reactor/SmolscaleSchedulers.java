package io.smolscale.reactor;

import io.smolscale.Smolscale;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// Schedulers of Project Reactor's on smolscale: for `publishOn`, `subscribeOn`, and operators with
/// a clock.
///
/// A worker keeps the order of its tasks and never runs two at once, as Reactor asks of it, but is
/// bound to no thread: an element that one worker hands to the next mostly stays on its core, and
/// wakes nobody. Delays are timers of the scheduler; there is no thread for them.
///
/// ## Blocking
///
/// Threads of ours are not Reactor's `NonBlocking`: `block()` is allowed on them, and
/// `Schedulers.isInNonBlockingThread()` is false. What blocks a worker holds up nobody for long,
/// because another takes over; it costs a thread while it lasts, as on `boundedElastic()`. A
/// program that wants it refused registers `Schedulers.registerNonBlockingThreadPredicate(thread ->
/// thread.getName().startsWith("smolscale-"))`.
///
/// ## Errors and the end
///
/// What a task throws goes where Reactor sends it: to the thread's handler, and to
/// `Schedulers.onHandleError`. Disposing of a task, or of a worker, interrupts the task that runs.
/// Disposing of a scheduler drops what waits and interrupts nothing; `disposeGracefully()` lets
/// everything finish that was accepted, delayed tasks included, but for periodic ones. After
/// either, and when the smolscale scheduler below is closed, a new task is refused with a
/// `RejectedExecutionException`. The smolscale scheduler below is left as it is: whoever made it
/// closes it.
///
/// All methods are thread-safe, and none blocks.
public final class SmolscaleSchedulers {
  private SmolscaleSchedulers() {}

  /// Returns the one on the global scheduler, [Smolscale#scheduler]. As with Reactor's common
  /// schedulers, disposing of it does nothing.
  public static Scheduler global() {
    return Global.INSTANCE;
  }

  /// Returns a new one on a scheduler.
  public static Scheduler of(io.smolscale.Scheduler scheduler) {
    return new SmolscaleScheduler(Objects.requireNonNull(scheduler, "scheduler"));
  }

  private static final class Global extends SmolscaleScheduler {
    private static final Global INSTANCE = new Global();

    private Global() {
      super(Smolscale.scheduler());
    }

    @Override
    public void dispose() {}

    @Override
    public Mono<Void> disposeGracefully() {
      return Mono.empty();
    }
  }
}
