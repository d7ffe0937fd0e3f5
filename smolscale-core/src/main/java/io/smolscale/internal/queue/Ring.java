package io.smolscale.internal.queue;

import org.jspecify.annotations.Nullable;

/// A worker's own bounded queue, first in, first out. One thread, the *owner*, pushes; the owner
/// and any other thread take.
///
/// `head` and `tail` only grow; a task's index is its position modulo the capacity.
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
///
/// The owner clears the positions that it takes itself, so that a finished task is not held; those
/// that others took it clears when it runs dry ([#tidy]). Clearing writes positions below `head`,
/// where only losing takers still look.
public final class Ring {
  private final PaddedLong head = new PaddedLong();
  private final PaddedLong tail = new PaddedLong();
  private final @Nullable Runnable[] tasks;
  private final int mask;
  private long tidied; // owner only: positions below it are clear

  /// Makes an empty ring.
  ///
  /// @param capacity a power of two
  public Ring(int capacity) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity must be a power of two, not " + capacity);
    }
    tasks = new @Nullable Runnable[capacity];
    mask = capacity - 1;
  }

  /// Adds a task behind the others. Owner only.
  ///
  /// @return how many wait now, or -1 when the ring is full and the task was not added
  public int push(Runnable task) {
    long t = tail.plain(); // plain: only the owner writes it
    long size = t - head.acquire(); // acquire: a taker is done with what lies below head
    if (size > mask) {
      return -1;
    }
    tasks[(int) t & mask] = task; // plain: published by the release below
    tail.release(t + 1);
    return (int) size + 1;
  }

  /// Takes the oldest task. Owner only.
  public @Nullable Runnable pop() {
    long t = tail.plain();
    for (long h = head.acquire(); h < t; h = head.acquire()) {
      int i = (int) h & mask;
      Runnable task = tasks[i];
      if (head.cas(h, h + 1)) {
        tasks[i] = null;
        return task;
      }
    }
    return null;
  }

  /// Takes the oldest task. Any thread.
  public @Nullable Runnable take() {
    while (true) {
      long h = head.acquire();
      if (h >= tail.acquire()) {
        return null;
      }
      Runnable task = tasks[(int) h & mask];
      if (head.cas(h, h + 1)) {
        return task;
      }
    }
  }

  /// Moves the older half of this ring (rounded up) behind the tasks of another. To be called by
  /// the owner of `mine`, which must not be this ring.
  ///
  /// A taker that loses its race to the owner asks for less the next time, so that a fast owner
  /// cannot keep it copying in vain.
  ///
  /// @return how many were moved
  public int moveHalfTo(Ring mine) {
    long to = mine.tail.plain();
    long room = mine.mask + 1 - (to - mine.head.acquire());
    int atMost = (int) room;
    int copied = 0;
    while (true) {
      long h = head.acquire();
      long size = tail.acquire() - h;
      int n = (int) Math.min((size + 1) >> 1, atMost);
      if (n <= 0) {
        mine.clear(to, to + copied);
        return 0;
      }
      for (int i = 0; i < n; i++) {
        mine.tasks[(int) (to + i) & mine.mask] = tasks[(int) (h + i) & mask];
      }
      if (head.cas(h, h + n)) {
        mine.tail.release(to + n); // publishes the copies to those who take from mine
        mine.clear(to + n, to + copied);
        return n;
      }
      copied = Math.max(copied, n);
      atMost = Math.max(1, n - (n >> 2));
    }
  }

  /// How many tasks wait: exact for the owner when nobody takes, else a moment's view.
  public int size() {
    long h = head.acquire();
    return (int) Math.max(0, tail.acquire() - h);
  }

  /// How many tasks have left so far. What was at [#pushed] when this was less has waited since.
  public long taken() {
    return head.acquire();
  }

  /// How many tasks have come so far.
  public long pushed() {
    return tail.acquire();
  }

  /// Lets go of tasks that others took. Owner only; cheap when nobody did.
  public void tidy() {
    long h = head.acquire();
    clear(Math.max(tidied, tail.plain() - mask - 1), h);
    tidied = h;
  }

  /// Clears positions that hold no waiting task.
  private void clear(long from, long to) {
    for (long p = from; p < to; p++) {
      tasks[(int) p & mask] = null;
    }
  }

  @Override
  public String toString() {
    return "Ring[" + size() + " of " + (mask + 1) + "]";
  }
}
