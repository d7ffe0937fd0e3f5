package io.smolscale.stress;

import io.smolscale.internal.queue.Ring;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// The protocol of [Ring] once more, step by step, for twins to weaken in one step.
class RingTwin {
  private static final VarHandle HEAD =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "head", VarHandle.class, RingTwin.class, long.class);
  private static final VarHandle TAIL =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "tail", VarHandle.class, RingTwin.class, long.class);

  private static final VarHandle TASKS =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "tasks", VarHandle.class, RingTwin.class, Runnable[].class);

  @Nullable Runnable[] tasks;
  int mask;
  long head;
  long tail;

  RingTwin(int capacity) {
    tasks = new @Nullable Runnable[capacity];
    mask = capacity - 1;
  }

  final int push(Runnable task) {
    long t = tail;
    if (t - head() > mask && !grow(t)) {
      return -1;
    }
    publish(t, task);
    return 1;
  }

  final @Nullable Runnable pop() {
    for (long h = head(); h < tail; h = head()) {
      Runnable task = tasks[(int) h & mask];
      if (advance(h, 1)) {
        tasks[(int) h & mask] = null;
        return task;
      }
    }
    return null;
  }

  @Nullable Runnable take() {
    for (long h = head(); h < tail(); h = head()) {
      Runnable task = tasks[(int) h & mask];
      if (advance(h, 1)) {
        return task;
      }
    }
    return null;
  }

  int moveHalfTo(RingTwin mine) {
    for (long h = head(); h < tail(); h = head()) {
      int n = (int) ((tail() - h + 1) >> 1);
      copy(h, n, mine.tail, mine);
      if (advance(h, n)) {
        mine.tail(mine.tail + n);
        return n;
      }
    }
    return 0;
  }

  final void copy(long from, int n, long to, RingTwin mine) {
    for (int i = 0; i < n; i++) {
      mine.tasks[(int) (to + i) & mine.mask] = tasks[(int) (from + i) & mask];
    }
  }

  boolean grow(long t) {
    return false;
  }

  void publish(long t, Runnable task) {
    tasks[(int) t & mask] = task;
    tail(t + 1);
  }

  boolean advance(long h, int n) {
    return HEAD.compareAndSet(this, h, h + n);
  }

  final long head() {
    return (long) HEAD.getAcquire(this);
  }

  final void head(long h) {
    HEAD.setRelease(this, h);
  }

  final long tail() {
    return (long) TAIL.getAcquire(this);
  }

  final void tail(long t) {
    TAIL.setRelease(this, t);
  }

  /// Looks and then acts, where [Ring] compares and sets.
  static final class LookThenAct extends RingTwin {
    LookThenAct(int capacity) {
      super(capacity);
    }

    @Override
    boolean advance(long h, int n) {
      if (head() != h) {
        return false;
      }
      head(h + n);
      return true;
    }
  }

  /// Says that there is a task before it has written it.
  static final class IndexFirst extends RingTwin {
    IndexFirst(int capacity) {
      super(capacity);
    }

    @Override
    void publish(long t, Runnable task) {
      tail(t + 1);
      tasks[(int) t & mask] = task;
    }

    @Override
    int moveHalfTo(RingTwin mine) {
      long h = head();
      int n = (int) ((tail() - h + 1) >> 1);
      long to = mine.tail;
      mine.tail(to + n);
      copy(h, n, to, mine);
      return advance(h, n) ? n : 0;
    }
  }

  /// Wins positions before it has copied them.
  static final class CopyLast extends RingTwin {
    CopyLast(int capacity) {
      super(capacity);
    }

    @Override
    @Nullable Runnable take() {
      for (long h = head(); h < tail(); h = head()) {
        if (advance(h, 1)) {
          return tasks[(int) h & mask];
        }
      }
      return null;
    }

    @Override
    int moveHalfTo(RingTwin mine) {
      for (long h = head(); h < tail(); h = head()) {
        int n = (int) ((tail() - h + 1) >> 1);
        if (advance(h, n)) {
          copy(h, n, mine.tail, mine);
          mine.tail(mine.tail + n);
          return n;
        }
      }
      return 0;
    }
  }

  /// Shows the larger array before it has copied anything to it.
  static final class ArrayFirst extends RingTwin {
    ArrayFirst(int capacity) {
      super(capacity);
    }

    @Override
    boolean grow(long t) {
      @Nullable Runnable[] smaller = tasks;
      @Nullable Runnable[] larger = new @Nullable Runnable[2 * smaller.length];
      TASKS.setRelease(this, larger);
      for (long p = t - smaller.length; p < t; p++) {
        larger[(int) p & (larger.length - 1)] = smaller[(int) p & (smaller.length - 1)];
      }
      mask = larger.length - 1;
      return true;
    }

    @Override
    @Nullable Runnable take() {
      for (long h = head(); h < tail(); h = head()) {
        @Nullable Runnable[] seen = (@Nullable Runnable[]) TASKS.getAcquire(this);
        Runnable task = seen[(int) h & (seen.length - 1)];
        if (advance(h, 1)) {
          return task;
        }
      }
      return null;
    }
  }
}
