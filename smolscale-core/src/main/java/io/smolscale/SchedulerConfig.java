package io.smolscale;

import io.smolscale.internal.runtime.Settings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a [Scheduler] is made with. Immutable; start from [#DEFAULT] and change what you need:
///
/// ```java
/// var config = SchedulerConfig.DEFAULT.withName("orders").withParallelism(4);
/// ```
///
/// @param name begins the names of its threads, as in `orders-worker-0`
/// @param parallelism how many workers run at once, 1 to 32767
/// @param maxThreads how many workers there may be in all, with the spares that are started while
///   others are stuck in a task that does not end or blocks in native code; at least `parallelism`.
///   A worker does not count while its plain task waits in a call of this library's, or of the
///   JDK's that says so (`ForkJoinPool.managedBlock`, as `CompletableFuture` does), because what it
///   waits for may need a worker
/// @param uncaughtExceptionHandler is told what a plain task throws that was given to
///   [execute][Scheduler#execute]; null for the default handler. A virtual thread has a handler of
///   its own
public record SchedulerConfig(
    String name,
    int parallelism,
    int maxThreads,
    Thread.@Nullable UncaughtExceptionHandler uncaughtExceptionHandler) {

  /// A worker for each processor that the JVM sees, and 256 spares.
  public static final SchedulerConfig DEFAULT =
      withWorkers("smolscale", Runtime.getRuntime().availableProcessors());

  /// One worker and never a spare: tasks run one at a time, in the same order each time, as long as
  /// all that happens comes from within: starts, messages, yields. What other threads and clocks
  /// bring (submissions from outside, timers, sockets) comes when it comes, and so does what goes
  /// beyond the 65,536 tasks that wait in order. A task that blocks the worker blocks them all.
  ///
  /// Not so a plain task that waits for another: by [Smolscale#blockOn], [Task#join], the future
  /// that `submit` returns, or any other call of this library's. Another thread stands in for the
  /// worker meanwhile, and the order is not the same each time; but still one task runs at a time,
  /// as the one that waited goes on when the one that runs has ended, or blocks. A wait of the
  /// JDK's that announces itself (a `CompletableFuture`, a `BlockingQueue`) is treated alike, but
  /// nobody says when it is over: then two tasks may run, until the plain one has ended. In a wait
  /// that does not announce itself, such as that for a `CountDownLatch`, the worker is blocked.
  ///
  /// [#withMaxThreads] adds spares for rescue, and gives up the order.
  public static final SchedulerConfig SINGLE_THREAD =
      new SchedulerConfig("smolscale-single", 1, 1, null);

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException when one makes no sense, with its value and the range
  public SchedulerConfig {
    Objects.requireNonNull(name, "name");
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank; it begins the names of threads");
    }
    if (parallelism < 1 || parallelism > Settings.MAX_PARALLELISM) {
      throw new IllegalArgumentException(
          "parallelism must be from 1 to %d, not %d"
              .formatted(Settings.MAX_PARALLELISM, parallelism));
    }
    if (maxThreads < parallelism) {
      throw new IllegalArgumentException(
          "maxThreads must be at least the parallelism, %d, not %d"
              .formatted(parallelism, maxThreads));
    }
  }

  /// Returns the same configuration with another name.
  public SchedulerConfig withName(String name) {
    return new SchedulerConfig(name, parallelism, maxThreads, uncaughtExceptionHandler);
  }

  /// Returns the same configuration with another number of workers, and as many spares as before.
  public SchedulerConfig withParallelism(int parallelism) {
    int spares = maxThreads - this.parallelism;
    return new SchedulerConfig(name, parallelism, parallelism + spares, uncaughtExceptionHandler);
  }

  /// Returns the same configuration with another limit for workers and spares together.
  public SchedulerConfig withMaxThreads(int maxThreads) {
    return new SchedulerConfig(name, parallelism, maxThreads, uncaughtExceptionHandler);
  }

  /// Returns the same configuration with a handler for what plain tasks throw.
  public SchedulerConfig withUncaughtExceptionHandler(Thread.UncaughtExceptionHandler handler) {
    Objects.requireNonNull(handler, "handler");
    return new SchedulerConfig(name, parallelism, maxThreads, handler);
  }

  private static SchedulerConfig withWorkers(String name, int workers) {
    return new SchedulerConfig(name, workers, workers + Settings.SPARES, null);
  }
}
