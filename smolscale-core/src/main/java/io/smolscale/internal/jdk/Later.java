package io.smolscale.internal.jdk;

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A task of a program's that a [Host] runs later, once or again and again. When its time has come
/// it is submitted: whoever looks at the clock runs nothing of a program's.
///
/// @param <V> what it gives
final class Later<V extends @Nullable Object> extends FutureTask<V>
    implements RunnableScheduledFuture<V> {
  private final Host host;
  private final long period; // nanoseconds from start to start; negative: from end to start; or 0
  private volatile long at; // of System.nanoTime
  private volatile @Nullable ScheduledFuture<?> timer;

  private Later(Host host, Callable<V> task, long period) {
    super(task);
    this.host = host;
    this.period = period;
  }

  /// Has the host run a task once.
  static <V extends @Nullable Object> Later<V> once(Host host, Callable<V> task, long delay) {
    Later<V> later = new Later<>(host, task, 0);
    later.begin(delay);
    return later;
  }

  /// Has the host run a task again and again, until it throws or is cancelled.
  ///
  /// @param period nanoseconds from start to start; if it is negative, from end to start
  static Later<@Nullable Object> again(Host host, Runnable task, long delay, long period) {
    Callable<@Nullable Object> call =
        () -> {
          task.run();
          return null;
        };
    Later<@Nullable Object> later = new Later<>(host, call, period);
    later.begin(delay);
    return later;
  }

  private void begin(long delay) {
    at = System.nanoTime() + Math.max(0, delay);
    if (delay <= 0) {
      host.onTask(this);
    } else {
      timer = host.schedule(() -> host.onTask(this), delay);
      if (isCancelled()) {
        cancelTimer();
      }
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
