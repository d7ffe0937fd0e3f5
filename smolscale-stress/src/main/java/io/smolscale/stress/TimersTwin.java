package io.smolscale.stress;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `Timers` without its lock, and without an order, as all are due.
final class TimersTwin {
  private final @Nullable Runnable[] heap = new @Nullable Runnable[4];
  private volatile int size;

  void add(Runnable command) {
    int n = size;
    heap[n] = command;
    size = n + 1;
  }

  void fire() {
    for (int n = size; n > 0; n = size) {
      Runnable last = Objects.requireNonNull(heap[n - 1]);
      size = n - 1;
      last.run();
    }
  }
}
