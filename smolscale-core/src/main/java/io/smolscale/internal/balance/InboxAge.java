package io.smolscale.internal.balance;

import io.smolscale.internal.queue.PaddedLong;

/// How long the oldest task of the inbox has waited, with no timestamp on any task.
///
/// One task at a time is *marked*: by how many had come with it, and when. When as many have left,
/// it has left, and the next one to come is marked. As long as it has not, the oldest task has
/// waited for as long as the marked one at least. So neither the number that waits matters, nor how
/// many workers there are or how fast they go.
///
/// Any number of submitters and workers may ask at once; two that mark at the same time mark nearly
/// the same. They all read both words, so these are written not more often than once in a quarter
/// of what a task may wait.
public final class InboxAge {
  private final Price price;
  private final PaddedLong marked = new PaddedLong();
  private final PaddedLong markedAt = new PaddedLong();

  /// Begins with nothing marked.
  ///
  /// @param price of a wake-up
  /// @param now in the time of [System#nanoTime]
  public InboxAge(Price price, long now) {
    this.price = price;
    markedAt.opaque(now - 2 * markNanos());
  }

  private long markNanos() {
    return HelpRule.markNanos(price.nanos());
  }

  /// Returns whether to ask [#isLate]. Shortly after a task was marked it says no, whatever the
  /// numbers are, and to read these costs, because workers on other cores write one of them.
  ///
  /// @param now in the time of [System#nanoTime]
  public boolean mayBeLate(long now) {
    return now - markedAt.opaque() > markNanos();
  }

  /// To be asked by the thread that has put a task into the inbox: whether somebody should be woken
  /// although others are awake.
  ///
  /// @param added how many had come to the inbox, this one included
  /// @param taken how many had left it
  /// @param now in the time of [System#nanoTime]
  /// @param awake how many workers are awake
  /// @param unseenFor how long none of them has looked at the inbox, in nanoseconds
  public boolean isLate(long added, long taken, long now, int awake, long unseenFor) {
    return age(added, taken, now) > HelpRule.late(awake, unseenFor, price.nanos());
  }

  /// Returns how long the oldest task has waited at least, in nanoseconds. If that is not known
  /// yet, it is 0, and from now on it is.
  ///
  /// @param added how many had come to the inbox
  /// @param taken how many had left it
  /// @param now in the time of [System#nanoTime]
  public long age(long added, long taken, long now) {
    boolean left = taken >= marked.acquire(); // acquire: its time, or a later one, is seen below
    long age = now - markedAt.opaque();
    if (left && age > markNanos()) {
      markedAt.opaque(now);
      marked.release(added); // release: publishes its time
    }
    return left ? 0 : age;
  }
}
