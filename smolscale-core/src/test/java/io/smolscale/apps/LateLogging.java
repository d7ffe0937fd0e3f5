package io.smolscale.apps;

import io.smolscale.Smolscale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Has tasks that are stuck before it says how it logs, and then waits for what its log has to say
/// of them.
public final class LateLogging {
  private static final AtomicBoolean STOP = new AtomicBoolean();
  private static final CountDownLatch LOGGED = new CountDownLatch(1);

  private LateLogging() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    Smolscale.scheduler().execute(LateLogging::burn);
    while (Smolscale.scheduler().stats().lastRescues().isEmpty()) {
      Thread.sleep(1);
    }
    Smolscale.spawn(() -> {}).join();
    Thread.sleep(500); // whoever would log it has done so

    System.setProperty("java.util.logging.manager", Manager.class.getName());
    System.out.println("manager: " + LogManager.getLogManager().getClass().getSimpleName());
    Logger logger = Logger.getLogger("io.smolscale");
    logger.setLevel(Level.ALL);
    logger.addHandler(new Waiting());
    if (args.length == 0) {
      LOGGED.await();
      System.out.println("logged");
    }
    STOP.set(true);
  }

  /// Something waits behind it again and again.
  private static void burn() {
    while (!STOP.get()) {
      Smolscale.scheduler().execute(() -> {});
      for (int i = 0; i < 100_000; i++) {
        Thread.onSpinWait();
      }
    }
  }

  /// The program's own.
  public static final class Manager extends LogManager {
    /// Called by name.
    public Manager() {}
  }

  private static final class Waiting extends Handler {
    @Override
    public void publish(LogRecord entry) {
      if (entry.getMessage().contains("is stuck in thread #")) {
        LOGGED.countDown();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
