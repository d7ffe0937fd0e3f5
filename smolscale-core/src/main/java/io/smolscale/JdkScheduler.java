package io.smolscale;

import io.smolscale.internal.profile.Site;
import io.smolscale.internal.profile.Sites;
import io.smolscale.internal.profile.TimedTask;
import io.smolscale.internal.runtime.Global;
import io.smolscale.internal.worker.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The same API on what the JDK has: its virtual threads, and a `ForkJoinPool` for plain tasks. For
/// comparing and for emergencies. It does not know the virtual threads made by its factory, so the
/// end does not wait for them.
final class JdkScheduler extends AbstractExecutorService implements Scheduler, Spawner {
  private final String name;
  private final boolean permanent;
  private final ForkJoinPool plain;
  private final Instant since = Instant.now();
  private final Count active = new Count();
  private final Immortals immortals = new Immortals();
  private @Nullable Sites profile; // switched while the program runs; null: none is kept

  JdkScheduler(SchedulerConfig config) {
    this(config, false);
  }

  JdkScheduler(SchedulerConfig config, boolean permanent) {
    this(config, permanent, Global.profile());
  }

  JdkScheduler(SchedulerConfig config, boolean permanent, @Nullable Sites profile) {
    this.profile = profile;
    name = config.name();
    this.permanent = permanent;
    boolean firstInFirstOut = true;
    plain =
        new ForkJoinPool(
            config.parallelism(),
            ForkJoinPool.defaultForkJoinWorkerThreadFactory,
            config.uncaughtExceptionHandler(),
            firstInFirstOut);
    Schedulers.made(this);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isJdk() {
    return true;
  }

  @Override
  public ThreadFactory virtualThreads() {
    return virtualThreads(null);
  }

  /// @param name of the tasks in the profile, or null for the place that makes them
  private ThreadFactory virtualThreads(@Nullable String name) {
    ThreadFactory threads = Thread.ofVirtual().factory();
    return body -> {
      Objects.requireNonNull(body, "task");
      refuseIfClosed();
      Sites sites = profile;
      if (sites == null) {
        return threads.newThread(body);
      }
      Site site = name == null ? sites.here() : sites.named(name);
      return threads.newThread(site.lived(body));
    };
  }

  @Override
  public ExecutorService virtualThreadExecutor() {
    return Executors.newThreadPerTaskExecutor(virtualThreads());
  }

  @Override
  public <T extends @Nullable Object> Task<T> spawn(Callable<? extends T> body) {
    Objects.requireNonNull(body, "body");
    return this.<T>unstarted(null, body).start();
  }

  @Override
  public <T extends @Nullable Object> Task<T> spawn(String name, Callable<? extends T> body) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(body, "body");
    return this.<T>unstarted(name, body).start();
  }

  @Override
  public <T extends @Nullable Object> Task<T> unstarted(
      @Nullable String name, Callable<? extends T> body) {
    refuseIfClosed();
    return new Task<>(name, body, virtualThreads(name), active);
  }

  @Override
  public Immortals immortals() {
    return immortals;
  }

  private void refuseIfClosed() {
    if (plain.isShutdown()) {
      throw new RejectedExecutionException(
          "scheduler \"" + name + "\" is closed and takes no new work");
    }
  }

  @Override
  public SchedulerStats stats() {
    return new SchedulerStats(
        name,
        plain.getParallelism(),
        since,
        new SchedulerStats.Workers(
            plain.getPoolSize(), 0, plain.getActiveThreadCount(), plain.getRunningThreadCount()),
        plain.getQueuedTaskCount() + plain.getQueuedSubmissionCount(),
        active.sum(),
        Account.Totals.NONE,
        false,
        List.of(),
        immortals.stats());
  }

  @Override
  public ThreadCounts threadCounts() {
    return ThreadCounts.unknown();
  }

  @Override
  public SchedulingLatency latency() {
    return new SchedulingLatency(WaitTimes.of(null), WaitTimes.of(null), Duration.ZERO);
  }

  @Override
  public WorkerTimes workerTimes() {
    return WorkerTimes.of(List.of(), List.of());
  }

  @Override
  public void execute(Runnable task) {
    Objects.requireNonNull(task, "task");
    refuseIfClosed();
    Sites sites = profile;
    plain.execute(sites == null ? task : TimedTask.of(task, sites));
  }

  @Override
  public void keepProfile(@Nullable Sites sites) {
    profile = sites;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    refuse(task, unit);
    return plain.schedule(task, delay, unit);
  }

  @Override
  public <T extends @Nullable Object> ScheduledFuture<T> schedule(
      Callable<T> task, long delay, TimeUnit unit) {
    refuse(task, unit);
    return plain.schedule(task, delay, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    refuse(task, unit);
    TimedScheduler.positive("period", period, unit);
    return plain.scheduleAtFixedRate(task, initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long initialDelay, long delay, TimeUnit unit) {
    refuse(task, unit);
    TimedScheduler.positive("delay", delay, unit);
    return plain.scheduleWithFixedDelay(task, initialDelay, delay, unit);
  }

  private void refuse(Object task, TimeUnit unit) {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(unit, "unit");
    refuseIfClosed();
  }

  @Override
  public void shutdown() {
    if (!permanent) {
      plain.shutdown();
      immortals.cancelAll();
    }
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    return permanent ? List.of() : plain.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return plain.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return plain.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return plain.awaitTermination(timeout, unit);
  }

  @Override
  public void close() {
    if (!permanent) {
      shutdown();
      plain.close();
    }
  }

  @Override
  public String toString() {
    return "Scheduler " + name + " on the JDK's own: " + plain;
  }
}
