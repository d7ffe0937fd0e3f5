package io.smolscale;

import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.Later;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the JDK's interfaces ask of a scheduler for plain tasks beside `execute`: their futures,
/// and tasks that run later.
abstract class TimedScheduler extends AbstractExecutorService implements ScheduledExecutorService {
  /// Returns what runs the tasks.
  abstract Host host();

  /// Returns the task, wrapped for the profile if one is kept.
  abstract <T extends @Nullable Object> Callable<T> timed(Callable<T> task);

  /// Throws if nothing new is taken.
  abstract void refuseIfClosed();

  @Override
  protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable body, T value) {
    return new PlainFuture<>(body, value);
  }

  @Override
  protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> body) {
    return new PlainFuture<>(body);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    Objects.requireNonNull(task, "task");
    return this.<@Nullable Object>schedule(Later.callable(task), delay, unit);
  }

  @Override
  public <T extends @Nullable Object> ScheduledFuture<T> schedule(
      Callable<T> task, long delay, TimeUnit unit) {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(unit, "unit");
    refuseIfClosed();
    return Later.once(host(), timed(task), unit.toNanos(delay));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    return again(task, initialDelay, unit, positive("period", period, unit));
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long initialDelay, long delay, TimeUnit unit) {
    return again(task, initialDelay, unit, -positive("delay", delay, unit));
  }

  private ScheduledFuture<?> again(Runnable task, long initialDelay, TimeUnit unit, long period) {
    Objects.requireNonNull(task, "task");
    refuseIfClosed();
    return Later.again(host(), timed(Later.callable(task)), unit.toNanos(initialDelay), period);
  }

  /// The nanoseconds between two runs.
  static long positive(String name, long amount, TimeUnit unit) {
    Objects.requireNonNull(unit, "unit");
    if (amount <= 0) {
      throw new IllegalArgumentException(
          name + " must be positive, not " + amount + "; use schedule for a task that runs once");
    }
    return unit.toNanos(amount);
  }
}
