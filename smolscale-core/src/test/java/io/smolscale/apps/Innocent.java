package io.smolscale.apps;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Uses virtual threads, some of which are stuck, and nothing else of the JDK that has settings.
public final class Innocent {
  private static final int THREADS = 20;

  private Innocent() {}

  /// Runs it.
  public static void main(String[] args) throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch over = new CountDownLatch(THREADS);
    for (int i = 0; i < THREADS; i++) {
      Thread.ofVirtual()
          .start(
              new Runnable() { // and no lambda, which settles something for invokedynamic
                @Override
                public void run() {
                  Thread.ofVirtual().start(over::countDown);
                  while (!stop.get()) {
                    Thread.onSpinWait();
                  }
                  LockSupport.parkNanos(1_000);
                }
              });
    }
    Thread.sleep(1_500); // they are found stuck, and that is logged where there is a log
    stop.set(true);
    over.await();
  }
}
