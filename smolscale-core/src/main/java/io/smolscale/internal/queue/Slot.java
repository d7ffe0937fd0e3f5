package io.smolscale.internal.queue;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// Room for the one task that runs next, ahead of the ring: the receiver of the message just sent.
/// The owner puts; the owner and a rescuer take. A rescuer has it as a [SlotStealer].
///
/// Only the owner fills the slot, so it may fill an empty one with a plain release: between its
/// look and its store nobody else can have put something there. Where it finds a task, and where
/// anybody takes one, an atomic update decides who has it: each task that went in comes out once.
///
/// ## At the end of a stack
///
/// The owner's stack may end between two steps, and then each further call throws. [#put] drives a
/// task out with its last call: had it to call anything after that, the task would be lost. And the
/// caller that cannot put what came out anywhere leaves it here, in place, without a call and
/// without a monitor (the interpreter checks the stack at each `monitorenter`, too):
///
/// ```java
/// slot.left = new Object[] {out, slot.left};
/// ```
///
/// This list has one writer, the owner. It only grows, so nothing that a taker does can be undone
/// by it: takers, one at a time, strike out the tasks that they take, and remember the entry up to
/// which all are struck out ([#seen]). The volatile `left` publishes an entry with its task; the
/// lock of the slot gives each task to one taker.
@SuppressWarnings("ReferenceEquality") // an entry of the list is that entry
public final class Slot extends SlotTask implements SlotStealer {
  @SuppressWarnings("unused") // filler
  private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, aa, ab, ac, ad, ae;

  private static final VarHandle TASK =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "task", VarHandle.class, SlotTask.class, Runnable.class);

  /// Puts a task, and returns the one that it drove out. Owner only. What it throws, it throws
  /// before it has the task.
  public @Nullable Runnable put(Runnable next) {
    Runnable there = (Runnable) TASK.getOpaque(this); // opaque: nobody else can fill it
    // An exchange would cast what it found after it has it, and a cast can be a call.
    if (there != null && TASK.compareAndSet(this, there, next)) {
      return there;
    }
    TASK.setRelease(this, next); // release: pairs with the exchange of a rescuer's take
    return null;
  }

  @Override
  public @Nullable Runnable take() {
    // The look spares the exchange, which is a full fence, where there is nothing to take.
    Runnable task = TASK.getOpaque(this) == null ? null : (Runnable) TASK.getAndSet(this, null);
    return task != null || left == seen ? task : takeLeft();
  }

  private synchronized @Nullable Runnable takeLeft() {
    @Nullable Object[] newest = left;
    @Nullable Object[] entry = newest;
    while (entry != null && entry != seen) {
      Runnable task = (Runnable) entry[0];
      if (task != null) {
        entry[0] = null;
        return task;
      }
      entry = (@Nullable Object[]) entry[1];
    }
    if (newest != null) {
      newest[1] = null; // those before it are struck out, and nobody walks there again
    }
    seen = newest;
    return null;
  }

  @Override
  public boolean isEmpty() {
    return TASK.getOpaque(this) == null && left == seen;
  }
}

abstract class SlotTask extends Padding {
  @SuppressWarnings("unused") // through TASK
  @Nullable Runnable task;

  /// What the owner could put nowhere: a task, and the entry before. Written by the owner only.
  public volatile @Nullable Object @Nullable [] left;

  /// The entry of `left` from which on all are struck out. Written under the lock of the slot.
  volatile @Nullable Object @Nullable [] seen;
}
