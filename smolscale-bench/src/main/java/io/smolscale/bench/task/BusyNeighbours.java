package io.smolscale.bench.task;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/// Tasks that do nothing but run once more, at the end of the queue.
final class BusyNeighbours implements Runnable {
  private final Executor executor;
  private final CountDownLatch gone;
  private volatile boolean over;

  BusyNeighbours(Executor executor, int count) {
    this.executor = executor;
    this.gone = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      executor.execute(this);
    }
  }

  @Override
  public void run() {
    if (over) {
      gone.countDown();
    } else {
      executor.execute(this);
    }
  }

  /// Tells them to leave, and waits until they have.
  void leave() {
    over = true;
    try {
      gone.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
