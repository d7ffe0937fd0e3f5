package io.smolscale.apps;

import java.util.concurrent.CountDownLatch;

/// Leaves a parked virtual thread behind, and uses another one in a shutdown hook.
public final class AtTheEnd {
  private AtTheEnd() {}

  /// Runs it.
  public static void main(String[] args) throws InterruptedException {
    CountDownLatch parked = new CountDownLatch(1);
    Thread.startVirtualThread(() -> {
      parked.countDown();
      parkForEver();
    });
    parked.await();
    Runtime.getRuntime().addShutdownHook(new Thread(AtTheEnd::report));
    System.out.println("main ends");
  }

  private static void report() {
    try {
      Thread.startVirtualThread(() -> System.out.println("hook: " + Thread.currentThread())).join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void parkForEver() {
    CountDownLatch never = new CountDownLatch(1);
    try {
      never.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
