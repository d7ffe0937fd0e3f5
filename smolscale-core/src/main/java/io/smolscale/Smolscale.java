package io.smolscale;

import io.smolscale.internal.jdk.Log;
import io.smolscale.internal.jdk.Need;
import io.smolscale.internal.jdk.Seam;
import io.smolscale.internal.jdk.VirtualThreadBuilders;
import io.smolscale.internal.runtime.Global;
import io.smolscale.internal.runtime.Settings;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// The global scheduler, as static methods.
///
/// ```java
/// int n = Smolscale.blockOn(() -> {
///   Task<Integer> a = Smolscale.spawn(() -> 20);
///   Task<Integer> b = Smolscale.spawn(() -> 22);
///   return a.join() + b.join();
/// });
/// ```
///
/// It is made when it is first used, and lives as long as the JVM, which it does not keep from
/// exiting. Under `-javaagent:smolscale.jar` it is the scheduler of every virtual thread.
///
/// ## Settings
///
/// Read once. A system property wins over an option of the agent, which is the same without
/// `smolscale.` (`-javaagent:smolscale.jar=parallelism=2,profile=on`), and that over the
/// environment. A setting that makes no sense is refused with an [IllegalArgumentException] that
/// says what it should be, at each use.
///
/// | property | environment | meaning | default |
/// | --- | --- | --- | --- |
/// | `smolscale.parallelism` | `SMOLSCALE_PARALLELISM` | workers that run at once | the processors that the JVM sees |
/// | `smolscale.maxThreads` | `SMOLSCALE_MAX_THREADS` | workers and spares together | parallelism + 256 |
/// | `smolscale.singleThread` | `SMOLSCALE_SINGLE_THREAD` | `true`: one worker, and no spare unless `maxThreads` asks for some | `false` |
/// | `smolscale.scheduler` | `SMOLSCALE_SCHEDULER` | `jdk`: use the JDK's own scheduler instead | `smolscale` |
/// | `smolscale.profile` | `SMOLSCALE_PROFILE` | `on`, `exit` or a number of seconds: keep a [Profile], and print it | `off` |
public final class Smolscale {
  private Smolscale() {}

  /// Returns the global scheduler. Closing it has no effect.
  public static Scheduler scheduler() {
    return Holder.scheduler();
  }

  /// Starts a virtual thread that computes a value, and returns a [Task] to join, cancel or detach.
  ///
  /// @param <T> the value
  public static <T extends @Nullable Object> Task<T> spawn(Callable<? extends T> body) {
    return scheduler().spawn(body);
  }

  /// Starts a virtual thread for a body without a value.
  public static Task<@Nullable Void> spawn(Runnable body) {
    return scheduler().spawn(body);
  }

  /// Starts a virtual thread with a name, which is what a thread dump shows and the [Profile]
  /// counts it under.
  ///
  /// @param <T> the value
  public static <T extends @Nullable Object> Task<T> spawn(
      String name, Callable<? extends T> body) {
    return scheduler().spawn(name, body);
  }

  /// Starts a virtual thread with a name for a body without a value.
  public static Task<@Nullable Void> spawn(String name, Runnable body) {
    return scheduler().spawn(name, body);
  }

  /// Runs the body on a virtual thread of the global scheduler, and waits for its value: the bridge
  /// from a platform thread, `main` for one. May be nested, and called from any thread. (While a
  /// plain task waits in it, another worker takes over, though there may be no other: see
  /// [SchedulerConfig].)
  ///
  /// @param <T> the value
  /// @throws Exception what the body throws, as it is
  /// @throws InterruptedException when the waiting thread is interrupted: the body is cancelled,
  ///   and has ended
  public static <T extends @Nullable Object> T blockOn(Callable<? extends T> body)
      throws Exception {
    Objects.requireNonNull(body, "body");
    Task<T> task = scheduler().spawn(body);
    try {
      return task.join();
    } catch (InterruptedException e) {
      task.cancel();
      throw e;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception exception -> throw exception;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }

  /// Puts the global scheduler into single-thread mode for good: one worker, and never a spare, so
  /// that tasks run one at a time (see [SchedulerConfig#SINGLE_THREAD]). It is the same as the
  /// setting `smolscale.singleThread`, and wins over `parallelism` and `maxThreads`. Call it before
  /// anything else; calling it again does nothing.
  ///
  /// @throws IllegalStateException when the global scheduler is in use with more threads: under the
  ///   agent, from the first virtual thread on
  /// @throws IllegalArgumentException when a setting makes no sense
  public static void permanentlySingleThreaded() {
    Global.permanentlySingleThreaded();
  }

  /// Returns the number of threads of the global scheduler: workers that have been started, and
  /// spares.
  public static int runningThreads() {
    return scheduler().stats().workers();
  }

  /// Returns the number of tasks that have been spawned on the global scheduler and have not ended.
  /// Exact when nothing starts or ends at the moment: after the last task was joined it is 0.
  public static long activeTasks() {
    return scheduler().stats().activeTasks();
  }

  /// Returns the number of workers of the global scheduler that are in a task at the moment, of
  /// whatever kind.
  public static int runningTasks() {
    return scheduler().stats().busy();
  }

  private static final class Holder {
    private static volatile @Nullable Scheduler scheduler;

    /// Without a lock when it comes to sockets: see [Global#pollSockets].
    private static Scheduler make() {
      boolean first;
      Scheduler made;
      synchronized (Holder.class) {
        first = scheduler == null;
        made = makeFirst();
      }
      if (first && !Global.settings().jdk()) {
        pollSockets();
      }
      return made;
    }

    private static Scheduler makeFirst() {
      Scheduler made = scheduler;
      if (made == null) {
        Settings settings = Global.settings();
        if (settings.jdk()) {
          SchedulerConfig config =
              SchedulerConfig.DEFAULT
                  .withParallelism(settings.parallelism())
                  .withMaxThreads(settings.maxThreads());
          made = new JdkScheduler(config, true);
        } else {
          made = new BalancedScheduler(Global.crew());
        }
        scheduler = made;
      }
      return made;
    }

    /// As the agent has done already, if there is one. Without access to virtual threads there is
    /// nothing to wait for: the caller that asks for them hears of it; and in a second copy of
    /// smolscale it is the first that waits.
    private static void pollSockets() {
      Global.crew().awaitSockets(); // the first virtual thread may have somebody at it
      if (VirtualThreadBuilders.seam() instanceof Seam.Bound<?>
          && !Global.isSecondCopy()
          && Global.pollSockets() instanceof Seam.Refused<?>(String reason)) {
        Log.tell(System.Logger.Level.INFO, reason + "; without it, " + Need.SOCKETS.without());
      }
    }

    static Scheduler scheduler() {
      Scheduler made = scheduler;
      return made != null ? made : make();
    }
  }
}
