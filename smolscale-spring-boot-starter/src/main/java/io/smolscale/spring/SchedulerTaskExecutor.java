package io.smolscale.spring;

import io.smolscale.Scheduler;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/// Starts a virtual thread of a scheduler for each task.
final class SchedulerTaskExecutor extends SimpleAsyncTaskExecutor {
  private static final long serialVersionUID = 1;

  private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);

  SchedulerTaskExecutor(Scheduler scheduler, Duration awaitTermination) {
    super(named(scheduler));
    long millis =
        awaitTermination.compareTo(LONGEST) < 0 ? awaitTermination.toMillis() : Long.MAX_VALUE;
    setTaskTerminationTimeout(millis);
    // Without a timeout Spring does not know whom to interrupt, unless it is told to do so at once.
    setCancelRemainingTasksOnClose(millis == 0);
  }

  private static ThreadFactory named(Scheduler scheduler) {
    String name = scheduler.name();
    ThreadFactory threads;
    try {
      threads = scheduler.virtualThreads();
    } catch (UnsupportedOperationException e) {
      throw new RefusedConfigurationException(
          "smolscale.schedulers." + name + " cannot run virtual threads: " + e.getMessage(),
          "Start the application with the option file, java @smolscale.args, or leave"
              + " smolscale.schedulers out.",
          e);
    }
    AtomicLong started = new AtomicLong();
    return task -> {
      Thread thread = threads.newThread(task);
      thread.setName(name + "-" + started.incrementAndGet());
      return thread;
    };
  }
}
