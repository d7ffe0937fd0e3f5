package io.smolscale.cli.why.hangs;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;

/// Two threads take two locks in different orders. The argument says which kind of locks:
/// `monitors`, `locks` or `mixed`.
public final class LockOrder {
  private static final Object CASH = new Object();
  private static final Object STOCK = new Object();
  private static final ReentrantLock CASH_LOCK = new ReentrantLock();
  private static final ReentrantLock STOCK_LOCK = new ReentrantLock();
  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  private LockOrder() {}

  /// Runs it.
  public static void main(String[] args) throws InterruptedException {
    boolean first = !args[0].equals("locks");
    boolean second = args[0].equals("monitors");
    Thread one = Thread.ofVirtual().name("orders").start(() -> order(first, second));
    Thread two = Thread.ofVirtual().name("refunds").start(() -> refund(first, second));
    System.out.println("ready");
    one.join();
    two.join();
  }

  private static void order(boolean monitorOfCash, boolean monitorOfStock) {
    inCash(monitorOfCash, () -> inStock(monitorOfStock, () -> {}));
  }

  private static void refund(boolean monitorOfCash, boolean monitorOfStock) {
    inStock(monitorOfStock, () -> inCash(monitorOfCash, () -> {}));
  }

  private static void inCash(boolean monitor, Runnable body) {
    if (monitor) {
      synchronized (CASH) {
        meet();
        body.run();
      }
    } else {
      CASH_LOCK.lock();
      try {
        meet();
        body.run();
      } finally {
        CASH_LOCK.unlock();
      }
    }
  }

  private static void inStock(boolean monitor, Runnable body) {
    if (monitor) {
      synchronized (STOCK) {
        meet();
        body.run();
      }
    } else {
      STOCK_LOCK.lock();
      try {
        meet();
        body.run();
      } finally {
        STOCK_LOCK.unlock();
      }
    }
  }

  private static void meet() {
    try {
      BOTH.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
