package io.smolscale.bench.startup;

/// A program that starts one virtual thread and waits for its end.
public final class OneThread {
  private OneThread() {}

  /// Does so.
  public static void main(String[] args) throws InterruptedException {
    Thread.startVirtualThread(() -> System.out.println("done")).join();
  }
}
