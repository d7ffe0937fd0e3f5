package io.smolscale.internal.timer;

import io.smolscale.internal.queue.Retry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The timers of one worker: a binary heap whose timers know their place, so that a cancelled one
/// leaves at once (most are: each socket read with a timeout sets one and cancels it).
///
/// ## Slack
///
/// A timer fires when it is due and its worker looks. But a worker that sleeps would be woken for
/// each, and a hundred threads that sleep 10 ms in turn cost ten thousand wake-ups a second. So
/// each timer has some slack, a 128th of its delay and [#MOST_SLACK] at most, and where the last
/// wake-up for a timer was less than [#CROWD_NANOS] ago the worker sleeps until the first slack is
/// used up, and fires all that are due by then. One thread that sleeps alone is woken on time.
///
/// The heap is in the order of those last moments, and is fired from the front up to the first
/// timer that is not due: a due timer may stay behind that, but never beyond its slack. The Linux
/// kernel orders its own timers so (`hrtimer`).
///
/// ## The lock
///
/// One lock guards the heap. Its worker takes it nearly alone: the others are a virtual thread that
/// continues on another worker than the one it parked on, a rescuer, and a worker that hands its
/// timers over. All of them are platform threads, and none runs a command or wakes anybody inside.
public final class Timers {
  /// [#next] when there are no timers. Further in the future than [System#nanoTime] can tell.
  public static final long NONE = Long.MAX_VALUE;

  /// How late a timer may be at most, for others' sake, in nanoseconds.
  static final long MOST_SLACK = 250_000;

  /// Timers that are as close to each other as this are many.
  static final long CROWD_NANOS = 2 * MOST_SLACK;

  private static final int SLACK_SHIFT = 7;
  private static final long CENTURY = TimeUnit.DAYS.toNanos(36_500);

  private Timer[] heap = new Timer[16]; // null at size and above
  private int size;
  private volatile long next = NONE; // here and below: written under the lock, read by anybody
  private volatile long nextAtLatest = NONE;
  private boolean crowded; // here and below: its worker only
  private long wokeAt = System.nanoTime() - CROWD_NANOS; // a time that is not close

  /// Adds a timer. Any platform thread.
  ///
  /// @param delay in nanoseconds from now; more than a century counts as a century, because times
  ///   of [System#nanoTime] compare by their difference
  public Timer add(Runnable command, long delay) {
    return add(
        command,
        System.nanoTime() + Math.min(delay, CENTURY),
        Math.clamp(delay >> SLACK_SHIFT, 0, MOST_SLACK));
  }

  Timer add(Runnable command, long at, long slack) {
    Timer timer = new Timer(this, command, at, slack);
    insert(timer);
    return timer;
  }

  private synchronized void insert(Timer timer) {
    makeRoom(1);
    seat(size, timer, size + 1);
  }

  /// When the first timer is due, or [#NONE].
  public long next() {
    return next;
  }

  /// When its slack is used up, or [#NONE]. While this does not change, nobody has to be woken
  /// earlier.
  public long nextAtLatest() {
    return nextAtLatest;
  }

  /// Returns how long its worker should sleep for the sake of its timers, [Long#MAX_VALUE] if there
  /// is none. Its worker only.
  public long sleepNanos(long now) {
    long until = crowded ? nextAtLatest : next;
    return until == NONE ? Long.MAX_VALUE : Math.max(1, until - now);
  }

  /// Its worker has slept, and is awake. Its worker only.
  public void wokenUp(long now) {
    if (due(now)) {
      crowded = now - wokeAt < CROWD_NANOS;
      wokeAt = now;
    }
  }

  /// Returns how many wait.
  public synchronized int size() {
    return size;
  }

  /// Returns whether a timer is due.
  public boolean due(long now) {
    return isPast(next, now);
  }

  /// Returns whether a timer is later than it may be.
  public boolean overdue(long now) {
    return isPast(nextAtLatest, now);
  }

  private static boolean isPast(long time, long now) {
    return time != NONE && time - now <= 0;
  }

  /// Runs the commands that are due. Their worker, or a platform thread in its place. If one
  /// throws, its timer is due again a little later: the thread that waits for it must not be lost.
  ///
  /// @return how many ran
  public int fire(long now) {
    int fired = 0;
    for (Timer timer = pollDue(now); timer != null; timer = pollDue(now)) {
      try {
        timer.fire();
      } catch (Throwable e) {
        putBack(timer, now + Retry.NANOS);
        throw e;
      }
      fired++;
    }
    return fired;
  }

  /// Moves all timers to the heap of another worker, which has to be woken for them. Any platform
  /// thread. A timer that is being cancelled is cancelled before that, or there.
  ///
  /// Takes the locks of both. No thread takes them the other way round, because only spares move
  /// their timers, to the first home worker, and nothing is moved to a spare.
  ///
  /// @return whether there were any
  /// @throws OutOfMemoryError when there is no memory for it; nothing has moved then
  @SuppressWarnings("NullAway") // clears places that are no longer in the heap
  public boolean moveTo(Timers heir) {
    synchronized (this) {
      if (size == 0) {
        return false;
      }
      synchronized (heir) {
        heir.makeRoom(size);
        for (int i = 0; i < size; i++) {
          Timer timer = heap[i];
          timer.owner = heir;
          heir.seat(heir.size, timer, heir.size + 1);
        }
      }
      Arrays.fill(heap, 0, size, null);
      size = 0;
      next = NONE;
      nextAtLatest = NONE;
      return true;
    }
  }

  /// Takes those out whose commands are asked for. Any platform thread.
  ///
  /// @param which must not throw, block, or look at timers
  /// @return their commands, in no order
  public synchronized List<Runnable> take(Predicate<Runnable> which) {
    List<Timer> taken = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (which.test(heap[i].command())) {
        taken.add(heap[i]);
      }
    }
    List<Runnable> commands = new ArrayList<>(taken.size());
    for (Timer timer : taken) {
      commands.add(timer.command());
    }
    for (Timer timer : taken) {
      removeAt(timer.index);
    }
    return commands;
  }

  private void makeRoom(int more) {
    if (size + more > heap.length) {
      heap = Arrays.copyOf(heap, Math.max(heap.length * 2, size + more));
    }
  }

  /// Waits for memory if there is none: nobody else knows of this timer.
  private void putBack(Timer timer, long at) {
    while (true) {
      try {
        timer.at = at;
        timer.latest = at;
        insert(timer);
        return;
      } catch (OutOfMemoryError _) {
        Retry.pause(this);
      }
    }
  }

  private synchronized @Nullable Timer pollDue(long now) {
    if (size == 0 || heap[0].at - now > 0) {
      return null;
    }
    Timer first = heap[0];
    removeAt(0);
    return first;
  }

  /// Under the lock, and if it is this heap's or has left it.
  boolean remove(Timer timer) {
    if (timer.index < 0) {
      return false;
    }
    removeAt(timer.index);
    return true;
  }

  synchronized boolean holds(Timer timer) {
    return timer.index >= 0;
  }

  private void removeAt(int i) {
    seat(i, heap[size - 1], size - 1);
  }

  /// Seats a timer where there is room for it, at a place or above or below it, so that the heap is
  /// in order; the timer at that place leaves. Once anything has changed it calls nothing: a call
  /// may throw, at the end of a stack, and others' timers would be lost.
  ///
  /// @param place the end of the heap, to add one; or that of one that leaves, for whom the last
  ///   one comes
  /// @param now how many there are from now on
  @SuppressWarnings("NullAway") // clears a place that is no longer in the heap
  private void seat(int place, Timer timer, int now) {
    if (now < size) {
      heap[place].index = -1;
      heap[now] = null;
    }
    size = now;
    if (place < now) {
      int k = place;
      for (int child = 2 * k + 1; child < now; child = 2 * k + 1) {
        if (child + 1 < now && heap[child].latest - heap[child + 1].latest > 0) {
          child++;
        }
        if (timer.latest - heap[child].latest <= 0) {
          break;
        }
        heap[k] = heap[child];
        heap[k].index = k;
        k = child;
      }
      while (k > 0 && heap[(k - 1) >>> 1].latest - timer.latest > 0) { // not if it went down
        heap[k] = heap[(k - 1) >>> 1];
        heap[k].index = k;
        k = (k - 1) >>> 1;
      }
      heap[k] = timer;
      timer.index = k;
    }
    next = now == 0 ? NONE : heap[0].at;
    nextAtLatest = now == 0 ? NONE : heap[0].latest;
  }
}
