package io.smolscale;

import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.internal.jdk.Later;
import io.smolscale.internal.jdk.Log;
import io.smolscale.internal.jdk.Seam;
import io.smolscale.internal.jdk.Vm;
import io.smolscale.internal.profile.ProfiledThreads;
import io.smolscale.internal.profile.Sites;
import io.smolscale.internal.profile.TimedTask;
import io.smolscale.internal.runtime.Global;
import io.smolscale.internal.worker.Crew;
import io.smolscale.internal.worker.Parts;
import io.smolscale.internal.worker.Worker;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A scheduler on a crew of our own.
final class BalancedScheduler extends TimedScheduler implements Scheduler, Spawner {
  private static final AtomicBoolean SAID_WHAT_IS_MISSING = new AtomicBoolean();

  private final Crew crew;
  private final Seam<ThreadFactory> threads;
  private final String name;
  private final boolean permanent;
  private final Count active = new Count();
  private final Immortals immortals = new Immortals();
  private final Vm vm;

  // Switched while the program runs: any that were there a moment ago will do. Null: none is kept.
  private @Nullable Sites profile;
  private @Nullable ProfiledThreads profiled;

  private final Count alive; // virtual threads of ours in their bodies

  BalancedScheduler(SchedulerConfig config) {
    this(config, Global.profile(), Jdk25.VM);
  }

  BalancedScheduler(SchedulerConfig config, @Nullable Sites profile, Vm vm) {
    Count counter = new Count();
    alive = counter;
    this.vm = vm;
    name = config.name();
    permanent = false;
    crew =
        new Crew(
            new Parts(
                vm,
                name,
                config.parallelism(),
                config.maxThreads(),
                config.uncaughtExceptionHandler(),
                counter::sum));
    threads = vm.threads(crew.host());
    keepProfile(profile);
    Global.shareSockets();
    Schedulers.made(this);
  }

  /// The global one: a crew that is never closed.
  BalancedScheduler(Crew crew) {
    this.crew = crew;
    name = "smolscale";
    permanent = true;
    alive = new Count();
    vm = Jdk25.VM;
    threads = vm.threads(crew.host());
    keepProfile(Global.profile());
    Schedulers.made(this);
  }

  @Override
  public void keepProfile(@Nullable Sites sites) {
    profiled = sites == null ? null : new ProfiledThreads(vm, crew.host(), sites);
    profile = sites;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isJdk() {
    return false;
  }

  // ---- plain tasks

  @Override
  public void execute(Runnable task) {
    Objects.requireNonNull(task, "task");
    refuseIfClosed();
    Sites sites = profile;
    crew.host().onTask(sites == null ? task : TimedTask.of(task, sites));
  }

  @Override
  Host host() {
    return crew.host();
  }

  @Override
  <T extends @Nullable Object> Callable<T> timed(Callable<T> task) {
    Sites sites = profile; // once: it may be switched meanwhile
    return sites == null ? task : sites.here().timed(task);
  }

  // ---- virtual threads

  @Override
  public ThreadFactory virtualThreads() {
    return virtualThreads(null);
  }

  /// @param name of the tasks in the profile, or null for the place that makes them
  private ThreadFactory virtualThreads(@Nullable String name) {
    ThreadFactory plain = threads.orThrow();
    ProfiledThreads sites = profiled;
    ThreadFactory factory = sites == null ? plain : sites.factory(name);
    if (permanent) {
      return factory;
    }
    return body -> {
      Objects.requireNonNull(body, "task");
      refuseIfClosed();
      return factory.newThread(new CountedBody(body, alive));
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
    return new Task<>(name, body, virtualThreadsOrTheJdks(name), active);
  }

  @Override
  public Immortals immortals() {
    return immortals;
  }

  private ThreadFactory virtualThreadsOrTheJdks(@Nullable String name) {
    if (threads instanceof Seam.Refused<?>(String reason)) {
      sayOnce(reason);
      return Thread.ofVirtual().factory();
    }
    return virtualThreads(name);
  }

  private static void sayOnce(String reason) {
    if (SAID_WHAT_IS_MISSING.compareAndSet(false, true)) {
      Log.tell(
          System.Logger.Level.WARNING,
          "tasks run on the JDK's own scheduler, and virtualThreads() will refuse: " + reason);
    }
  }

  // ---- the end

  @Override
  void refuseIfClosed() {
    if (crew.isClosing()) {
      throw new RejectedExecutionException(
          "scheduler \""
              + name
              + "\" is closed and takes no new work; what it had accepted still finishes");
    }
  }

  @Override
  public void shutdown() {
    if (!permanent) {
      crew.close();
      immortals.cancelAll();
      crew.drainLater(Later::isPeriodic).forEach(later -> later.cancel(false));
      Schedulers.closed();
    }
  }

  @Override
  public List<Runnable> shutdownNow() {
    if (permanent) {
      return List.of();
    }
    shutdown();
    List<Runnable> waiting = crew.drainPlainTasks();
    waiting.addAll(crew.drainLater(_ -> true));
    crew.interruptPlainTasks();
    return waiting;
  }

  @Override
  public boolean isShutdown() {
    return crew.isClosing();
  }

  @Override
  public boolean isTerminated() {
    return crew.ended().getCount() == 0;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    Worker waits = isTerminated() ? null : Crew.beginWait();
    try {
      return crew.ended().await(timeout, unit);
    } finally {
      Crew.endWait(waits);
    }
  }

  @Override
  public void close() {
    if (permanent) {
      return;
    }
    if (crew.currentWorker() != null) {
      throw new IllegalStateException(
          "scheduler \""
              + name
              + "\" cannot be closed from one of its own threads, which would wait for itself;"
              + " use shutdown()");
    }
    super.close(); // as the JDK's executors do
  }

  @Override
  public SchedulerStats stats() {
    return CrewReport.stats(name, crew, active.sum(), immortals.stats());
  }

  @Override
  public ThreadCounts threadCounts() {
    return ThreadCounts.of(crew.threadCounts());
  }

  @Override
  public SchedulingLatency latency() {
    return CrewReport.latency(crew);
  }

  @Override
  public WorkerTimes workerTimes() {
    return CrewReport.workerTimes(crew);
  }

  @Override
  public String toString() {
    return "Scheduler " + crew.figures().describe();
  }
}
