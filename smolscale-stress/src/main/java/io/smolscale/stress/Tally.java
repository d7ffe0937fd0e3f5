package io.smolscale.stress;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What became of tasks 1, 2, … when all threads are done: each must have come out once.
final class Tally {
  static final String EACH_ONCE = "each once";
  static final String TWICE = "one twice";
  static final String LOST = "one lost";
  static final String UNWRITTEN = "one unwritten";

  private int seen;
  private int again;

  /// Counts a task, or [Numbered#NONE].
  Tally add(int number) {
    if (number != Numbered.NONE) {
      int bit = 1 << number;
      again |= seen & bit;
      seen |= bit;
    }
    return this;
  }

  Tally add(@Nullable Runnable task) {
    return add(Numbered.of(task));
  }

  /// Counts what another has counted.
  Tally add(Tally other) {
    again |= other.again | (seen & other.seen);
    seen |= other.seen;
    return this;
  }

  /// Counts what is left in a queue.
  Tally drain(Supplier<@Nullable Runnable> queue) {
    for (Runnable task = queue.get(); task != null; task = queue.get()) {
      add(task);
    }
    return this;
  }

  /// Judges.
  ///
  /// @param tasks how many there were
  String verdict(int tasks) {
    if ((seen & 1) != 0) {
      return UNWRITTEN;
    }
    if (again != 0) {
      return TWICE;
    }
    return seen == (2 << tasks) - 2 ? EACH_ONCE : LOST;
  }
}
