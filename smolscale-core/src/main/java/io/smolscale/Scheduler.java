package io.smolscale;

import io.smolscale.internal.runtime.Global;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// Runs virtual threads and plain tasks on a few workers.
///
/// ## Two fronts
///
/// - **Virtual threads**: [#virtualThreads] makes them, [#virtualThreadExecutor] starts one for
///   each task, [#spawn] starts one and gives a [Task] to join or cancel. They block like any
///   thread; a worker goes on with another meanwhile.
/// - **Plain tasks**: the scheduler itself is an `ExecutorService`. A `Runnable` runs to its end on
///   a worker, so it had better not block; if it does, another worker takes over what waits behind
///   it. This is the front for `CompletableFuture.supplyAsync(…, scheduler)`, and what our modules
///   for Kotlin's coroutines, Reactor and RxJava stand on. Plain tasks run on a thread of the
///   fork-join kind; what such a task forks and does not join runs in the common pool. What it
///   changes of its thread (name, priority, context class loader, handler of exceptions, interrupt)
///   is undone behind it; its thread locals stay, as in any pool.
///
/// ## Delays
///
/// It is a `ScheduledExecutorService`, too: a plain task may run later, or again and again, by the
/// timers of the workers and without a thread of its own. A timer may be late by a 128th of its
/// delay, by 250 µs at most, where many are close to each other. A task that is cancelled leaves
/// nothing behind. What a task throws is in its future, and ends what would run again.
///
/// ## The end
///
/// [#shutdown] refuses new work: plain tasks, spawned tasks, and new threads from its factories,
/// with a [java.util.concurrent.RejectedExecutionException]. What was accepted finishes, and so do
/// virtual threads that have been started; then the workers end. A task that waits for its time is
/// waited for; a periodic task is cancelled. [#shutdownNow] gives the tasks back that wait for
/// their time, with the plain tasks that have not begun. Its [immortals][Immortal] would not
/// finish: they are cancelled. [#close] also waits for that. A virtual thread that is alive is
/// never refused a worker, even after the end. A scheduler that is not closed does not keep the JVM
/// from exiting: its threads are daemons.
///
/// All methods are thread-safe. None but `close`, `awaitTermination`, `invokeAll` and `invokeAny`
/// blocks.
public sealed interface Scheduler extends ScheduledExecutorService
    permits BalancedScheduler, JdkScheduler {
  /// Makes a scheduler. Its workers start when there is work for them. With the setting
  /// `smolscale.scheduler=jdk` it is the JDK's own in the same dress, for comparing and for
  /// emergencies.
  ///
  /// @throws IllegalArgumentException when a setting of the process makes no sense, with its value
  static Scheduler create(SchedulerConfig config) {
    Objects.requireNonNull(config, "config");
    return Global.settings().jdk() ? new JdkScheduler(config) : new BalancedScheduler(config);
  }

  /// Makes a scheduler with [SchedulerConfig#DEFAULT].
  static Scheduler create() {
    return create(SchedulerConfig.DEFAULT);
  }

  /// Returns the name, with which the names of its threads begin.
  String name();

  /// Returns whether this is the JDK's own scheduler in the same dress, as the setting
  /// `smolscale.scheduler=jdk` has it.
  boolean isJdk();

  /// Returns a factory of virtual threads that run on this scheduler: unstarted, without a name,
  /// like those of `Thread.ofVirtual().factory()`. On JDK 25 the threads that they start in turn
  /// run on it, too; later JDKs do not promise that.
  ///
  /// @throws UnsupportedOperationException when the JDK does not let us, with the option that opens
  ///   it
  ThreadFactory virtualThreads();

  /// Returns a new executor with a virtual thread for each task, on this scheduler, like
  /// `Executors.newVirtualThreadPerTaskExecutor()`. The caller closes it; that does not close the
  /// scheduler.
  ///
  /// @throws UnsupportedOperationException when the JDK does not let us, with the option that opens
  ///   it
  ExecutorService virtualThreadExecutor();

  /// Starts a virtual thread that computes a value. Where the JDK does not let us schedule virtual
  /// threads, it runs on the JDK's scheduler, and a line in the log says so once.
  ///
  /// @param <T> the value
  /// @throws java.util.concurrent.RejectedExecutionException after [#shutdown]
  <T extends @Nullable Object> Task<T> spawn(Callable<? extends T> body);

  /// Starts a virtual thread, as [#spawn(Callable)] does, for a body without a value.
  ///
  /// @throws java.util.concurrent.RejectedExecutionException after [#shutdown]
  default Task<@Nullable Void> spawn(Runnable body) {
    Objects.requireNonNull(body, "body");
    return spawn(() -> {
      body.run();
      return null;
    });
  }

  /// Starts a virtual thread with a name, which is what a thread dump shows and the [Profile]
  /// counts it under.
  ///
  /// @param <T> the value
  /// @throws java.util.concurrent.RejectedExecutionException after [#shutdown]
  <T extends @Nullable Object> Task<T> spawn(String name, Callable<? extends T> body);

  /// Starts a virtual thread with a name for a body without a value.
  ///
  /// @throws java.util.concurrent.RejectedExecutionException after [#shutdown]
  default Task<@Nullable Void> spawn(String name, Runnable body) {
    Objects.requireNonNull(body, "body");
    return spawn(
        name,
        () -> {
          body.run();
          return null;
        });
  }

  /// Returns what the scheduler is doing now, and what it has done so far. A closed scheduler keeps
  /// its account.
  SchedulerStats stats();

  /// Counts its virtual threads by what they do. Each of them is looked at, which takes some 100
  /// nanoseconds a thread, and the stacks of 200 at most, which holds each up for some ten
  /// microseconds; nothing is paid while nobody asks. On the JDK's own scheduler nothing is known.
  ThreadCounts threadCounts();

  /// Returns how long what can run has waited for a worker, from samples.
  SchedulingLatency latency();

  /// Returns what its workers have spent their time with, from samples, and what the operating
  /// system says of their processor time, for which it reads a file for each. Empty on the JDK's
  /// own scheduler.
  WorkerTimes workerTimes();

  /// Refuses new work, waits until all that was accepted has finished and the workers may end. If
  /// the waiting thread is interrupted, plain tasks are stopped as by [#shutdownNow], and the
  /// waiting goes on; the interrupt status is set again on return.
  ///
  /// Closing the global scheduler has no effect, as with `ForkJoinPool.commonPool()`.
  ///
  /// @throws IllegalStateException when called from a thread of this scheduler, which would wait
  ///   for itself
  @Override
  void close();
}
