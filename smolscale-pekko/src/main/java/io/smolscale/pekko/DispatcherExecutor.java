package io.smolscale.pekko;

import io.smolscale.Scheduler;
import io.smolscale.SchedulerConfig;
import io.smolscale.Smolscale;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a dispatcher runs its actors on: a scheduler of its own, or its share of the global one. It
/// comes with the first actor, and goes when the dispatcher has been without one for a while, or
/// with the system; a dispatcher that is used again makes another.
final class DispatcherExecutor extends AbstractExecutorService {
  private final Surroundings surroundings;
  private final Scheduler scheduler;
  private final boolean own;
  private final @Nullable ThreadFactory threads; // null: plain tasks
  private final InFlight inFlight = new InFlight();

  DispatcherExecutor(Surroundings surroundings, ExecutorSettings settings, boolean virtual) {
    this.surroundings = surroundings;
    SchedulerConfig config = settings.own();
    own = config != null;
    scheduler =
        config == null
            ? Smolscale.scheduler()
            : Scheduler.create(config.withName(surroundings.threadName()));
    threads = virtual ? scheduler.virtualThreads() : null;
    SmolscaleDispatchers.add(this);
  }

  /// Throws if the JDK does not let us schedule virtual threads.
  static void requireVirtualThreads(String id) {
    try {
      Smolscale.scheduler().virtualThreads();
    } catch (UnsupportedOperationException e) {
      throw new UnsupportedOperationException(
          "dispatcher \"%s\" needs virtual threads of smolscale: %s".formatted(id, e.getMessage()),
          e);
    }
  }

  Surroundings surroundings() {
    return surroundings;
  }

  DispatcherStats stats() {
    return new DispatcherStats(
        surroundings.id(), threads != null, own, inFlight.count(), scheduler.stats());
  }

  @Override
  public void execute(Runnable task) {
    Objects.requireNonNull(task, "task");
    if (!inFlight.enter()) {
      throw new RejectedExecutionException(
          "the executor of dispatcher \""
              + surroundings.id()
              + "\" is shut down and takes no new work; what it had accepted still finishes");
    }
    boolean accepted = false;
    try {
      ThreadFactory factory = threads;
      if (factory == null) {
        scheduler.execute(new ActorTask.OnWorker(task, surroundings, inFlight));
      } else {
        Thread thread =
            factory.newThread(new ActorTask.OnVirtualThread(task, surroundings, inFlight));
        thread.setName(surroundings.threadName());
        thread.start();
      }
      accepted = true;
    } finally {
      if (!accepted) {
        inFlight.leave();
      }
    }
  }

  @Override
  public void shutdown() {
    SmolscaleDispatchers.remove(this);
    inFlight.close();
    if (own) {
      scheduler.shutdown();
    }
  }

  /// Shuts down, and stops what its own scheduler runs. On the global one nobody knows which tasks
  /// are whose: they finish.
  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    if (!own) {
      return List.of();
    }
    List<Runnable> waiting = scheduler.shutdownNow();
    waiting.forEach(_ -> inFlight.leave());
    return waiting.stream().map(ActorTask::inner).toList();
  }

  @Override
  public boolean isShutdown() {
    return inFlight.isClosed();
  }

  @Override
  public boolean isTerminated() {
    return inFlight.isOver() && (!own || scheduler.isTerminated());
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    long end = System.nanoTime() + unit.toNanos(timeout);
    return inFlight.awaitEnd(timeout, unit)
        && (!own || scheduler.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS));
  }

  @Override
  public String toString() {
    return "dispatcher " + surroundings.id() + " on " + scheduler;
  }
}
