package io.smolscale.bench.workload;

import java.util.List;

/// Virtual threads for workloads, whose bodies may block without further ado.
final class Threads {
  private Threads() {}

  /// A thread's body.
  @FunctionalInterface
  interface Body {
    void run() throws InterruptedException;
  }

  /// Starts a virtual thread on the scheduler that the command line chose.
  static Thread start(Body body) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            body.run();
          } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a workload", e);
          }
        });
  }

  static void joinAll(List<Thread> threads) throws InterruptedException {
    for (final Thread thread : threads) {
      thread.join();
    }
  }
}
