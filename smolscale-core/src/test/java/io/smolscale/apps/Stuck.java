package io.smolscale.apps;

import io.smolscale.SchedulerStats.Rescue;
import io.smolscale.Smolscale;
import java.util.concurrent.atomic.AtomicBoolean;

/// Gets stuck, and prints where the scheduler saw it.
public final class Stuck {
  private static final AtomicBoolean STOP = new AtomicBoolean();

  private Stuck() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    Thread hog = Smolscale.scheduler().virtualThreads().newThread(Stuck::burn);
    hog.setName("hog");
    hog.start();
    while (Smolscale.scheduler().stats().lastRescues().isEmpty()) {
      Thread.sleep(10);
    }
    Rescue rescue = Smolscale.scheduler().stats().lastRescues().getFirst();
    System.out.println("thread: " + rescue.threadName());
    rescue.stack().forEach(frame -> System.out.println("at: " + frame.getMethodName()));
    STOP.set(true);
    hog.join();
  }

  /// Something waits behind it again and again.
  private static void burn() {
    while (!STOP.get()) {
      Smolscale.scheduler().virtualThreads().newThread(() -> {}).start();
      for (int i = 0; i < 100_000; i++) {
        Thread.onSpinWait();
      }
    }
  }
}
