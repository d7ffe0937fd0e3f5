package io.smolscale.cli.pods;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/// A log with a lock. One thread has it and waits for its file; others want to log while they
/// initialise a class, and so keep their carriers: as many as there are. When the file is ready,
/// the owner has nothing to run on.
final class LogLock {
  private static final ReentrantLock LOCK = new ReentrantLock();

  private static final int LOGGERS = 2;
  private static final int FILE_MILLIS = 20;
  private static final int PAUSE_MILLIS = 20;

  private LogLock() {}

  /// Starts a writer that has it happen again and again.
  static void begin() {
    Bystander.start(() -> {
      while (true) {
        CountDownLatch locked = new CountDownLatch(1);
        Thread owner = Bystander.start(() -> write(locked));
        locked.await();
        Thread[] loggers = new Thread[LOGGERS];
        for (int i = 0; i < LOGGERS; i++) {
          loggers[i] = Bystander.start(() -> SlowClasses.initialise(Logs.class));
        }
        owner.join();
        for (Thread logger : loggers) {
          logger.join();
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    });
  }

  private static void write(CountDownLatch locked) throws InterruptedException {
    LOCK.lock();
    try {
      locked.countDown();
      Thread.sleep(FILE_MILLIS);
    } finally {
      LOCK.unlock();
    }
  }

  // Not private: a hidden class is no nestmate of ours.
  static void log() {
    LOCK.lock();
    try {
      Thread.onSpinWait(); // a short line
    } finally {
      LOCK.unlock();
    }
  }

  @SuppressWarnings("unused") // made by the bytes of its class file
  private static final class Logs {
    static {
      log();
    }
  }
}
