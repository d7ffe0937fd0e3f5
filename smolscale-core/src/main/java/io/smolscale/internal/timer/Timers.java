package io.smolscale.internal.timer;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The timers of one worker: a binary heap, earliest first, whose timers know their place, so that
/// a cancelled one leaves at once (most are: each socket read with a timeout sets one and cancels
/// it).
///
/// One lock guards the heap. Its worker takes it nearly alone: the others are a virtual thread that
/// continues on another worker than the one it parked on, and a rescuer. All of them are platform
/// threads, and none runs a command or wakes anybody inside.
public final class Timers {
  /// [#next] when there are no timers. Further in the future than [System#nanoTime] can tell.
  public static final long NONE = Long.MAX_VALUE;

  private static final long CENTURY = TimeUnit.DAYS.toNanos(36_500);

  private Timer[] heap = new Timer[16]; // null at size and above
  private int size;
  private volatile long next = NONE; // written under the lock, read by anybody

  /// Adds a timer. Any platform thread.
  ///
  /// @param delay in nanoseconds from now; more than a century counts as a century, because times
  ///   of [System#nanoTime] compare by their difference
  public Timer add(Runnable command, long delay) {
    Timer timer = new Timer(this, command, System.nanoTime() + Math.min(delay, CENTURY));
    synchronized (this) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, size * 2);
      }
      siftUp(size++, timer);
      publishNext();
    }
    return timer;
  }

  /// When the earliest timer is due, or [#NONE].
  public long next() {
    return next;
  }

  /// How many wait.
  public synchronized int size() {
    return size;
  }

  /// Whether a timer is due.
  public boolean due(long now) {
    long n = next;
    return n != NONE && n - now <= 0;
  }

  /// Runs the commands that are due. Their worker, or a platform thread in its place.
  ///
  /// @return how many ran
  public int fire(long now) {
    int fired = 0;
    for (Timer timer = pollDue(now); timer != null; timer = pollDue(now)) {
      timer.fire();
      fired++;
    }
    return fired;
  }

  private synchronized @Nullable Timer pollDue(long now) {
    if (size == 0 || heap[0].at - now > 0) {
      return null;
    }
    Timer first = heap[0];
    removeAt(0);
    return first;
  }

  synchronized boolean remove(Timer timer) {
    if (timer.index < 0) {
      return false;
    }
    removeAt(timer.index);
    return true;
  }

  synchronized boolean holds(Timer timer) {
    return timer.index >= 0;
  }

  @SuppressWarnings("NullAway") // clears a place that is no longer in the heap
  private void removeAt(int i) {
    Timer gone = heap[i];
    gone.index = -1;
    Timer last = heap[--size];
    heap[size] = null;
    if (last != gone) {
      siftDown(i, last);
      if (heap[i] == last) {
        siftUp(i, last);
      }
    }
    publishNext();
  }

  private void publishNext() {
    next = size == 0 ? NONE : heap[0].at;
  }

  private void siftUp(int i, Timer timer) {
    int k = i;
    while (k > 0) {
      int parent = (k - 1) >>> 1;
      Timer above = heap[parent];
      if (above.at - timer.at <= 0) {
        break;
      }
      place(k, above);
      k = parent;
    }
    place(k, timer);
  }

  private void siftDown(int i, Timer timer) {
    int k = i;
    while (2 * k + 1 < size) {
      int child = 2 * k + 1;
      if (child + 1 < size && heap[child].at - heap[child + 1].at > 0) {
        child++;
      }
      if (timer.at - heap[child].at <= 0) {
        break;
      }
      place(k, heap[child]);
      k = child;
    }
    place(k, timer);
  }

  private void place(int i, Timer timer) {
    heap[i] = timer;
    timer.index = i;
  }
}
