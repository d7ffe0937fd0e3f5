package io.smolscale.cli.pods;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Two virtual threads that keep each other busy: when one has to wait, the other can run.
final class Pair {
  private static final Object ITEM = new Object();

  private Pair() {}

  /// Starts a producer and a consumer.
  static void over(BlockingQueue<Object> queue) {
    Bystander.start(() -> {
      while (true) {
        put(queue);
      }
    });
    Bystander.start(() -> {
      while (true) {
        queue.take();
      }
    });
  }

  /// Starts two that take a lock in turns.
  static void overLock() {
    Lock lock = new ReentrantLock(true);
    for (int i = 0; i < 2; i++) {
      Bystander.start(() -> {
        while (true) {
          lock.lock();
          try {
            Thread.onSpinWait(); // as short as it gets
          } finally {
            lock.unlock();
          }
        }
      });
    }
  }

  // A transfer queue has room for everything: only who transfers waits for the consumer.
  private static void put(BlockingQueue<Object> queue) throws InterruptedException {
    if (queue instanceof TransferQueue<Object> transfers) {
      transfers.transfer(ITEM);
    } else {
      queue.put(ITEM);
    }
  }
}
