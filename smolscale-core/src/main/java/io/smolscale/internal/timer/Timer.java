package io.smolscale.internal.timer;

import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A command to run once at a time, as the VM asks for it: it looks at nothing but [#cancel].
public final class Timer implements ScheduledFuture<@Nullable Object> {
  long at; // of System.nanoTime; both change only while it is in no heap
  long latest; // likewise: it may wait until then for others
  int index = -1; // place in the heap, -1 outside of it; guarded by the owner's lock
  private final Runnable command;
  volatile Timers owner; // written under its lock

  Timer(Timers owner, Runnable command, long at, long slack) {
    this.owner = owner;
    this.command = command;
    this.at = at;
    latest = at + slack;
  }

  Runnable command() {
    return command;
  }

  void fire() {
    command.run();
  }

  /// Takes the timer out of its heap, so that nothing of it is held until it would have fired.
  ///
  /// @return whether it was still waiting to fire
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    while (true) {
      Timers holder = owner;
      synchronized (holder) {
        if (holder == owner) {
          return holder.remove(this);
        }
      } // it has moved meanwhile
    }
  }

  /// Returns whether it has left the heap: fired or cancelled, this type does not remember which.
  @Override
  public boolean isDone() {
    while (true) {
      Timers holder = owner;
      synchronized (holder) {
        if (holder == owner) {
          return index < 0;
        }
      }
    }
  }

  @Override
  public boolean isCancelled() {
    return isDone();
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int compareTo(Delayed other) {
    return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
  }

  /// Unsupported: a timer has no result to wait for.
  @Override
  public @Nullable Object get() {
    throw new UnsupportedOperationException("a timer has no result to wait for");
  }

  /// Unsupported: a timer has no result to wait for.
  @Override
  public @Nullable Object get(long timeout, TimeUnit unit) {
    return get();
  }
}
