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
public final class Slot {
  private static final VarHandle TASK =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "task", VarHandle.class, Slot.class, Runnable.class);

  @SuppressWarnings("unused") // through TASK
  private @Nullable Runnable task;

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
