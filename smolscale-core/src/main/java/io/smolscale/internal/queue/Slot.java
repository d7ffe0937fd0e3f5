package io.smolscale.internal.queue;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// Room for the one task that runs next, ahead of the ring: the receiver of the message just sent.
/// The owner puts; the owner and a rescuer take.
///
/// Only the owner fills the slot, so it may fill an empty one with a plain release: between its
/// look and its store nobody else can have put something there. Where it finds a task, and where
/// anybody takes one, an exchange decides who has it: each task that went in comes out once.
public final class Slot extends SlotTask {
  @SuppressWarnings("unused") // filler
  private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, aa, ab, ac, ad, ae;

  private static final VarHandle TASK =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "task", VarHandle.class, SlotTask.class, Runnable.class);

  /// Puts a task, and returns the one that it drove out. Owner only.
  public @Nullable Runnable put(Runnable next) {
    if (TASK.getOpaque(this) == null) { // opaque: nobody else can fill it
      TASK.setRelease(this, next); // release: pairs with the exchange of a rescuer's take
      return null;
    }
    return (Runnable) TASK.getAndSet(this, next);
  }

  /// Takes the task, if there is one. Any thread.
  public @Nullable Runnable take() {
    // The look spares the exchange, which is a full fence, where there is nothing to take.
    return TASK.getOpaque(this) == null ? null : (Runnable) TASK.getAndSet(this, null);
  }

  /// Whether there was nothing a moment ago.
  public boolean isEmpty() {
    return TASK.getOpaque(this) == null;
  }
}

abstract class SlotTask extends Padding {
  @SuppressWarnings("unused") // through TASK
  @Nullable Runnable task;
}
