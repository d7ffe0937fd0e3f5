package io.smolscale.internal.queue;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
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
  private static final long NANOS_BETWEEN_TRIES = 10_000_000;

  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PaddedLong added = new PaddedLong();
  private final PaddedLong taken = new PaddedLong();

  /// Adds a task: a full fence stands between its publication and the return.
  public void add(Runnable task) {
    enqueue(task);
    added.add(1);
  }

  /// Waits for memory if there is none: a task that is here has left wherever it was, and must not
  /// be lost.
  private void enqueue(Runnable task) {
    while (true) {
      try {
        tasks.add(task); // makes its node before it links it
        return;
      } catch (OutOfMemoryError _) {
        LockSupport.parkNanos(this, NANOS_BETWEEN_TRIES);
      }
    }
  }

  /// Moves the oldest tasks of a ring here. Any thread, while the owner goes on.
  ///
  /// @return how many were moved
  public int takeFrom(Ring ring, int most) {
    for (int n = 0; n < most; n++) {
      Runnable task = ring.take();
      if (task == null) {
        return n;
      }
      add(task);
    }
    return Math.max(0, most);
  }

  /// Moves the task in a slot here, if there is one. Any thread, while the owner goes on.
  ///
  /// @return how many were moved
  public int takeFrom(Slot slot) {
    Runnable task = slot.take();
    if (task == null) {
      return 0;
    }
    add(task);
    return 1;
  }

  /// Takes the oldest task, or nothing.
  public @Nullable Runnable poll() {
    Runnable task = tasks.poll();
    if (task != null) {
      taken.add(1);
    }
    return task;
  }

  /// Whether nothing waits. Exact: a task whose [#add] has returned and that nobody polled is seen.
  public boolean isEmpty() {
    return tasks.isEmpty();
  }

  /// About how many wait.
  public int size() {
    long out = taken.acquire();
    return (int) Math.max(0, added.acquire() - out);
  }

  /// How many have come so far.
  public long added() {
    return added.acquire();
  }

  /// How many have left so far; for a moment it may run ahead of [#added].
  public long taken() {
    return taken.acquire();
  }
}
