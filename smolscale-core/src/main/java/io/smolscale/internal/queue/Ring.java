package io.smolscale.internal.queue;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// A worker's own bounded queue, first in, first out. One thread, the *owner*, pushes; the owner
/// and any other thread take. The owner has it as this class, any other thread as a [RingStealer],
/// which is the part that is open to all.
///
/// `head` and `tail` only grow; a task's index is its position modulo the capacity. That doubles
/// when the ring is full, up to a bound.
///
/// ```text
/// owner: push                             anybody: take positions h .. h+n
/// 1. h = head (acquire)                   1. h = head (acquire)
///    full if tail - h = capacity          2. t = tail (acquire); n <= t - h
/// 2. tasks[tail] = task                   3. copy tasks[h .. h+n]
/// 3. tail = tail + 1 (release)            4. CAS head: h -> h+n; else start again
/// ```
///
/// - *A taker sees whole tasks*: the acquire of `tail` (2) pairs with the owner's release (3), so
///   positions below `t` are written before they are read.
/// - *No task is taken twice*: step 4 succeeds for one taker a position, because `head` never
///   returns to an old value.
/// - *No task is overwritten while it is copied by the taker that wins it*: the owner writes
///   position `p + capacity` only after it has read `head > p` (its step 1). A taker whose CAS
///   succeeds found `head = h <= p` at step 4, which is after its copy at step 3 (a CAS is also a
///   release: loads before it stay before it). So the copy came first. A taker that loses throws
///   its copy away.
/// - *None is lost*: `head` passes a position only in step 4, whose winner has the copy.
/// - *It grows under the eyes of takers*: the owner copies everything to a larger array, publishes
///   that (release), and pushes. A taker reads which array it is (acquire) after `tail`, at step 3.
///   So it has the array in which its positions were pushed, or a later one, to which they were
///   copied before it could be seen; what was below `head` at the copy fails step 4. And an array
///   that has been left is never written again.
///
/// An error that comes between two steps loses nothing either: after the step that takes a task out
/// (4), or moves it (the release in [#moveHalfTo]), no method is called that could throw; and what
/// [#push] throws, it throws before the ring has the task.
///
/// The owner clears the positions that it takes itself, so that a finished task is not held; those
/// that others took it clears when it runs dry ([#tidy]). Clearing writes positions below `head`,
/// where only losing takers still look.
public final class Ring implements RingStealer {
  private static final VarHandle TASKS =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "tasks", VarHandle.class, Ring.class, Runnable[].class);

  private final PaddedLong head = new PaddedLong();
  private final PaddedLong tail = new PaddedLong();
  private final int most;
  private @Nullable Runnable[] tasks; // others read it through TASKS
  private long tidied; // owner only: positions below it are clear

  /// Makes an empty ring that keeps its capacity.
  ///
  /// @param capacity a power of two
  public Ring(int capacity) {
    this(capacity, capacity);
  }

  /// Makes an empty ring that grows.
  ///
  /// @param capacity a power of two
  /// @param most the capacity that it may grow to, a power of two
  public Ring(int capacity, int most) {
    tasks = new @Nullable Runnable[powerOfTwo(capacity)];
    this.most = powerOfTwo(most);
  }

  private static int powerOfTwo(int capacity) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity must be a power of two, not " + capacity);
    }
    return capacity;
  }

  /// Adds a task behind the others. Owner only.
  ///
  /// @return how many wait now, or -1 when the ring is full and the task was not added
  public int push(Runnable task) {
    long t = tail.plain(); // plain: only the owner writes it
    long size = t - head.acquire(); // acquire: a taker is done with what lies below head
    if (size >= tasks.length && !grow(t)) {
      return -1;
    }
    put(tasks, t, task); // plain: published by the release below
    tail.release(t + 1); // nothing may throw after it
    return (int) size + 1;
  }

  /// Makes room for so many more, if it may. Owner only.
  ///
  /// @return for how many of them there is room
  private long makeRoom(long wanted) {
    long t = tail.plain();
    long used = t - head.acquire();
    boolean grows = true;
    while (grows && tasks.length - used < wanted) {
      grows = grow(t);
    }
    return Math.min(tasks.length - used, wanted);
  }

  private boolean grow(long t) {
    if (tasks.length >= most) {
      return false;
    }
    @Nullable Runnable[] larger;
    try {
      larger = new @Nullable Runnable[2 * tasks.length];
    } catch (OutOfMemoryError _) {
      return false;
    }
    for (long p = t - tasks.length; p < t; p++) {
      put(larger, p, at(tasks, p));
    }
    TASKS.setRelease(this, larger); // release: publishes the copies
    return true;
  }

  private static @Nullable Runnable at(@Nullable Runnable[] tasks, long position) {
    return tasks[(int) position & (tasks.length - 1)];
  }

  private static void put(@Nullable Runnable[] tasks, long position, @Nullable Runnable task) {
    tasks[(int) position & (tasks.length - 1)] = task;
  }

  /// The array, for those who are not the owner, after they have read `tail`.
  private @Nullable Runnable[] published() {
    return (@Nullable Runnable[]) TASKS.getAcquire(this);
  }

  /// Takes the oldest task. Owner only.
  public @Nullable Runnable pop() {
    long t = tail.plain();
    for (long h = head.acquire(); h < t; h = head.acquire()) {
      @Nullable Runnable[] in = tasks;
      Runnable task = at(in, h);
      if (head.cas(h, h + 1)) {
        in[(int) h & (in.length - 1)] = null; // and not put(): a call may throw
        return task;
      }
    }
    return null;
  }

  @Override
  public @Nullable Runnable take() {
    while (true) {
      long h = head.acquire();
      if (h >= tail.acquire()) {
        return null;
      }
      Runnable task = at(published(), h);
      if (head.cas(h, h + 1)) {
        return task;
      }
    }
  }

  @Override
  public int moveHalfTo(Ring mine) {
    long to = mine.tail.plain();
    int atMost = Integer.MAX_VALUE;
    int copied = 0;
    while (true) {
      long h = head.acquire();
      long size = tail.acquire() - h;
      int n = (int) Math.min(mine.makeRoom((size + 1) >> 1), atMost);
      if (n <= 0) {
        mine.clear(to, to + copied);
        return 0;
      }
      @Nullable Runnable[] theirs = published();
      for (int i = 0; i < n; i++) {
        put(mine.tasks, to + i, at(theirs, h + i));
      }
      if (head.cas(h, h + n)) {
        mine.tail.value = to + n; // as a release, and no call, which may throw
        mine.clear(to + n, to + copied);
        return n;
      }
      copied = Math.max(copied, n);
      atMost = Math.max(1, n >> 1);
    }
  }

  @Override
  public int size() {
    long h = head.acquire();
    return (int) Math.max(0, tail.acquire() - h);
  }

  @Override
  public long taken() {
    return head.acquire();
  }

  @Override
  public long pushed() {
    return tail.acquire();
  }

  /// Lets go of tasks that others took. Owner only; cheap when nobody did.
  public void tidy() {
    long h = head.acquire();
    clear(Math.max(tidied, tail.plain() - tasks.length), h);
    tidied = h;
  }

  /// Clears positions that hold no waiting task.
  private void clear(long from, long to) {
    for (long p = from; p < to; p++) {
      put(tasks, p, null);
    }
  }

  @Override
  public String toString() {
    return "Ring[" + size() + " of " + published().length + "]";
  }
}
