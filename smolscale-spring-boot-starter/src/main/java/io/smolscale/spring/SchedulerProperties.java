package io.smolscale.spring;

import io.smolscale.SchedulerConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The properties of one scheduler, `smolscale.schedulers.NAME.…`. For each name there are two
/// beans: `NAME`, an `AsyncTaskExecutor` that starts a virtual thread for each task, and
/// `NAMEScheduler`, the [io.smolscale.Scheduler] itself. They are candidates for whoever names
/// them, by `@Qualifier` or `@Async`, and for nobody else, so that Spring Boot's own executor stays
/// what it is.
///
/// When the context closes, the executor waits for its tasks, interrupts those that take too long,
/// and the scheduler takes nothing new.
public class SchedulerProperties {
  private @Nullable Integer parallelism;
  private @Nullable Integer maxThreads;
  private Duration awaitTermination = Duration.ofSeconds(30);

  /// Called by Spring.
  public SchedulerProperties() {}

  /// Returns how many workers run at once, or null for the number of processors.
  public @Nullable Integer getParallelism() {
    return parallelism;
  }

  /// Sets how many workers run at once, from 1 to 32767.
  public void setParallelism(@Nullable Integer parallelism) {
    this.parallelism = parallelism;
  }

  /// Returns how many workers and spares there may be together, or null for 256 spares.
  public @Nullable Integer getMaxThreads() {
    return maxThreads;
  }

  /// Sets how many workers and spares there may be together, the parallelism or more.
  public void setMaxThreads(@Nullable Integer maxThreads) {
    this.maxThreads = maxThreads;
  }

  /// Returns how long the context waits for tasks when it closes: 30 s by default.
  public Duration getAwaitTermination() {
    return awaitTermination;
  }

  /// Sets how long the context waits for tasks when it closes, 0 or more. Below a millisecond it
  /// interrupts them at once.
  public void setAwaitTermination(Duration awaitTermination) {
    this.awaitTermination = awaitTermination;
  }

  /// @throws IllegalArgumentException when a value makes no sense, with the value and what it could
  ///   be
  SchedulerConfig toConfig(String name) {
    if (awaitTermination.isNegative()) {
      throw new IllegalArgumentException(
          "await-termination must be 0 or more, not " + awaitTermination);
    }
    SchedulerConfig config = SchedulerConfig.DEFAULT.withName(name);
    if (parallelism != null) {
      config = config.withParallelism(parallelism);
    }
    return maxThreads == null ? config : config.withMaxThreads(maxThreads);
  }
}
