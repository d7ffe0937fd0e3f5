package io.smolscale.internal.queue;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Where threads that are not workers submit, and where a full ring spills: unbounded, first in,
/// first out, any thread on both sides.
///
/// The queue is the JDK's. The two counters beside it are what the sleepers' protocol and the
/// balancer ask for: [#add] ends with a full fence (the `add` of a counter), so that a submitter's
/// next look at who sleeps comes after its task is visible; and *how many came* against *how many
/// left* tells the balancer, without a timestamp on any task, that something has waited since its
/// last look.
public final class Inbox {
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PaddedLong added = new PaddedLong();
  private final PaddedLong taken = new PaddedLong();
  private final Stranded stranded = new Stranded();

  /// Makes an empty inbox.
  public Inbox() {
    Retry.ready();
  }

  /// Adds a task: a full fence stands between its publication and the return. What it throws, it
  /// throws before it has the task.
  public void add(Runnable task) {
    enqueue(task);
    try {
      added.add(1);
    } catch (Throwable _) {
      // The task is here, and was published by a volatile update. One is missing from the count:
      // see mendCounts.
    }
  }

  /// Waits for memory if there is none: a task that is here has left wherever it was, and must not
  /// be lost.
  private void enqueue(Runnable task) {
    while (true) {
      try {
        tasks.add(task); // makes its node before it links it
        return;
      } catch (OutOfMemoryError _) {
        Retry.pause(this);
      }
    }
  }

  /// Where to leave a task when not even [#add] can be called, in place and without a call.
  public Stranded stranded() {
    return stranded;
  }

  /// Returns whether a task has been left there.
  public boolean isStranded() {
    return stranded.any();
  }

  /// Adds a task that has left its queue and must not be lost: it throws nothing.
  public void rescue(Runnable task) {
    try {
      add(task);
    } catch (Throwable _) {
      synchronized (stranded) {
        stranded.top = new Object[] {task, stranded.top};
      }
    }
  }

  /// Moves the oldest tasks of a ring here. Any thread, while the owner goes on.
  ///
  /// @return how many were moved
  public int takeFrom(RingStealer ring, int most) {
    for (int n = 0; n < most; n++) {
      if (!move(ring, null)) {
        return n;
      }
    }
    return Math.max(0, most);
  }

  /// Moves what is in a slot here. Any thread, while the owner goes on.
  ///
  /// @return how many were moved
  public int takeFrom(SlotStealer slot) {
    int moved = 0;
    while (!slot.isEmpty() && move(null, slot)) {
      moved++;
    }
    return moved;
  }

  /// Takes a task from one of the two and adds it here; or strands it, if the stack ends between.
  private boolean move(@Nullable RingStealer ring, @Nullable SlotStealer slot) {
    Runnable task = null;
    try {
      task = ring != null ? ring.take() : slot != null ? slot.take() : null;
      if (task != null) {
        add(task);
      }
      return task != null;
    } catch (Throwable e) {
      if (task != null) {
        synchronized (stranded) {
          stranded.top = new Object[] {task, stranded.top};
        }
      }
      throw e;
    }
  }

  /// Takes the oldest task, or nothing.
  public @Nullable Runnable poll() {
    if (stranded.any()) {
      Runnable task = stranded.poll();
      if (task != null) {
        return task;
      }
    }
    Runnable task = pollUncounted();
    if (task != null) {
      try {
        taken.add(1);
      } catch (Throwable _) {
        // The task must not be lost; the count is mended: see mendCounts.
      }
    }
    return task;
  }

  /// Takes the oldest task that was not stranded, or nothing. The caller says how many have
  /// [left][#left] when it has taken some: all who take or submit share that count.
  public @Nullable Runnable pollUncounted() {
    return tasks.poll();
  }

  /// Counts tasks that were taken. If it throws, the count is mended later ([#mendCounts]).
  public void left(int many) {
    taken.add(many);
  }

  /// Returns whether nothing waits. Exact: a task whose [#add] has returned and that nobody polled
  /// is seen.
  public boolean isEmpty() {
    return !stranded.any() && tasks.isEmpty();
  }

  /// About how many wait.
  public int size() {
    long out = taken.acquire();
    return (int) Math.max(0, added.acquire() - out);
  }

  /// Brings the two counts together where the queue is empty and they have not changed since an
  /// earlier look: an error has come between a task and its count. Where one was only slow to
  /// count, its count comes later, and the next look brings them together again.
  ///
  /// @param in what was [added][#added] at the earlier look
  /// @param out what was [taken][#taken] then
  public void mendCounts(long in, long out) {
    if (in != out && tasks.isEmpty() && added.get() == in && taken.get() == out) {
      taken.add(in - out);
    }
  }

  /// Returns how many have come so far.
  public long added() {
    return added.acquire();
  }

  /// Returns how many have left so far, as far as it was counted; for a moment it may run ahead of
  /// [#added].
  public long taken() {
    return taken.acquire();
  }
}
