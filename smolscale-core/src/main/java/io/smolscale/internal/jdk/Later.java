package io.smolscale.internal.jdk;

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A task of a program's that a [Host] runs later, once or again and again. When its time has come
/// it is submitted: the thread that looks at the clock runs nothing of a program's.
///
/// ## A host that closes
///
/// What runs once is waited for; what runs again and again is cancelled, because it would never
/// end. Both sides:
///
/// ```text
/// a task that sets its next timer        a host that closes
/// 1. the timer is in a heap (lock)       1. closing = true                (volatile)
/// 2. closing? then cancel it             2. takes them out of all heaps   (their locks)
/// ```
///
/// If the host passes a heap (2) before the timer is in it (1), the task then sees that the host
/// closes.
///
/// @param <V> what it gives
public final class Later<V extends @Nullable Object> extends FutureTask<V>
    implements RunnableScheduledFuture<V>, OfClass {
  private final Host host;
  private final Class<?> type; // of the task
  private final long period; // nanoseconds from start to start; negative: from end to start; or 0
  private volatile long at; // of System.nanoTime
  private volatile @Nullable ScheduledFuture<?> timer;

  private Later(Host host, Callable<V> task, long period) {
    super(task);
    this.host = host;
    type = OfClass.of(task);
    this.period = period;
  }

  /// Has the host run a task once.
  ///
  /// @param <V> what it gives
  /// @param delay in nanoseconds; from zero down it is submitted at once
  public static <V extends @Nullable Object> Later<V> once(
      Host host, Callable<V> task, long delay) {
    Later<V> later = new Later<>(host, task, 0);
    later.begin(delay);
    return later;
  }

  /// Has the host run a task again and again, until it throws or is cancelled.
  ///
  /// @param delay in nanoseconds until it runs first
  /// @param period nanoseconds from start to start; if it is negative, from end to start
  public static Later<@Nullable Object> again(
      Host host, Callable<@Nullable Object> task, long delay, long period) {
    Later<@Nullable Object> later = new Later<>(host, task, period);
    later.begin(delay);
    return later;
  }

  /// A body without a value.
  public static Callable<@Nullable Object> callable(Runnable task) {
    return new WithoutValue(task);
  }

  private record WithoutValue(Runnable task) implements Callable<@Nullable Object>, OfClass {
    @Override
    public Class<?> ofClass() {
      return OfClass.of(task);
    }

    @Override
    public @Nullable Object call() {
      task.run();
      return null;
    }
  }

  @Override
  public Class<?> ofClass() {
    return type;
  }

  private void begin(long delay) {
    at = System.nanoTime() + Math.max(0, delay);
    if (delay <= 0) {
      host.onTask(this);
    } else {
      timer = host.schedule(new Due(this), delay);
      if (isCancelled()) {
        cancelTimer();
      }
    }
    if (period != 0 && host.isClosing()) {
      cancel(false);
    }
  }

  /// The task that a timer's command submits, or null where the command does something else.
  public static @Nullable Later<?> of(Runnable command) {
    return command instanceof Due(Later<?> later) ? later : null;
  }

  /// What a timer does when it is due.
  private record Due(Later<?> later) implements Runnable {
    @Override
    public void run() {
      later.host.onTask(later);
    }
  }

  @Override
  public void run() {
    if (period == 0) {
      super.run();
    } else if (runAndReset()) {
      begin(period > 0 ? at + period - System.nanoTime() : -period);
    }
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    boolean cancelled = super.cancel(mayInterrupt);
    cancelTimer();
    return cancelled;
  }

  private void cancelTimer() {
    ScheduledFuture<?> waits = timer;
    if (waits != null) {
      waits.cancel(false);
    }
  }

  @Override
  public boolean isPeriodic() {
    return period != 0;
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int compareTo(Delayed other) {
    return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
  }
}
