package io.smolscale.internal.queue;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A `long` that shares its cache line with nothing: see [Padding].
public final class PaddedLong extends PaddedLongValue {
  @SuppressWarnings("unused") // filler
  private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, aa, ab, ac, ad, ae;

  private static final VarHandle VALUE =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "value", VarHandle.class, PaddedLongValue.class, long.class);

  /// Reads without ordering: for the only writer.
  public long plain() {
    return (long) VALUE.get(this);
  }

  /// Reads at some time, atomically, without ordering anything else.
  public long opaque() {
    return (long) VALUE.getOpaque(this);
  }

  /// Reads; what happened before the paired release is visible afterwards.
  public long acquire() {
    return (long) VALUE.getAcquire(this);
  }

  /// Reads in the total order of all volatile accesses.
  public long get() {
    return (long) VALUE.getVolatile(this);
  }

  /// Writes without ordering anything else.
  public void opaque(long value) {
    VALUE.setOpaque(this, value);
  }

  /// Writes; publishes everything written before to those who acquire.
  public void release(long value) {
    VALUE.setRelease(this, value);
  }

  /// Adds and returns the sum. A full fence.
  public long add(long delta) {
    return (long) VALUE.getAndAdd(this, delta) + delta;
  }

  /// Replaces `expected` by `value` if it is there. A full fence.
  public boolean cas(long expected, long value) {
    return VALUE.compareAndSet(this, expected, value);
  }
}

abstract class PaddedLongValue extends Padding {
  @SuppressWarnings("unused") // through VALUE
  volatile long value;
}
