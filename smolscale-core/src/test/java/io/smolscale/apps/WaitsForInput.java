package io.smolscale.apps;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/// Has a parked virtual thread, says so, and goes on when it gets a line of input: then it prints
/// where another one runs.
public final class WaitsForInput {
  private WaitsForInput() {}

  /// Runs it.
  public static void main(String[] args) throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Thread parked = Thread.ofVirtual().name("parked-thread").start(() -> waitFor(never));
    while (parked.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    System.out.println("ready");
    var _ = System.in.read();
    Thread.startVirtualThread(() -> System.out.println(Thread.currentThread())).join();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
