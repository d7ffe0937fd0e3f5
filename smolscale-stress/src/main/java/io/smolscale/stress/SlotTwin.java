package io.smolscale.stress;

import org.jspecify.annotations.Nullable;

/// The protocol of `Slot` once more, for twins to weaken in one step.
interface SlotTwin {
  @Nullable Runnable put(Runnable next);

  @Nullable Runnable take();

  /// A look and a store in the place of each exchange.
  final class LookThenStore implements SlotTwin {
    private volatile @Nullable Runnable task;

    @Override
    public @Nullable Runnable put(Runnable next) {
      Runnable out = task;
      task = next;
      return out;
    }

    @Override
    public @Nullable Runnable take() {
      Runnable out = task;
      if (out != null) {
        task = null;
      }
      return out;
    }
  }

  /// Says that there is a task before it has written it.
  final class FullFirst implements SlotTwin {
    private volatile boolean full;
    private volatile @Nullable Runnable task;

    @Override
    public @Nullable Runnable put(Runnable next) {
      Runnable out = task;
      full = true;
      task = next;
      return out;
    }

    @Override
    public @Nullable Runnable take() {
      if (!full) {
        return null;
      }
      full = false;
      Runnable out = task;
      task = null;
      return out;
    }
  }

  /// Only what is left in place, in a list that who takes shortens.
  final class Shortened {
    private volatile @Nullable Object @Nullable [] left;

    void leave(Runnable task) {
      left = new Object[] {task, left};
    }

    synchronized @Nullable Runnable take() {
      @Nullable Object[] newest = left;
      if (newest == null) {
        return null;
      }
      left = (@Nullable Object[]) newest[1];
      return (Runnable) newest[0];
    }
  }
}
