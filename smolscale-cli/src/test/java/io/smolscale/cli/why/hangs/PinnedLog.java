package io.smolscale.cli.why.hangs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/// A log with a lock. One thread has it, and has left its carrier; others wait for it in the
/// initialisers of classes, and so keep their carriers: as many as there are.
public final class PinnedLog {
  private static final ReentrantLock LOG = new ReentrantLock();
  private static final CountDownLatch LOCKED = new CountDownLatch(1);
  private static final CountDownLatch GO_ON = new CountDownLatch(1);

  private PinnedLog() {}

  /// Runs it, with two carriers.
  public static void main(String[] args) throws InterruptedException {
    Thread owner = Thread.ofVirtual().name("flushes").start(PinnedLog::flush);
    LOCKED.await();
    Thread one = Thread.ofVirtual().name("first").start(() -> System.out.println(First.NAME));
    Thread two = Thread.ofVirtual().name("second").start(() -> System.out.println(Second.NAME));
    while (LOG.getQueueLength() < 2) {
      Thread.sleep(10);
    }
    GO_ON.countDown();
    System.out.println("ready");
    owner.join();
    one.join();
    two.join();
  }

  private static void flush() {
    LOG.lock();
    try {
      LOCKED.countDown();
      GO_ON.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      LOG.unlock();
    }
  }

  static String log(String line) {
    LOG.lock();
    try {
      return line;
    } finally {
      LOG.unlock();
    }
  }

  static final class First {
    static final String NAME = log("first");

    private First() {}
  }

  static final class Second {
    static final String NAME = log("second");

    private Second() {}
  }
}
