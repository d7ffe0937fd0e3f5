package io.smolscale.internal.worker;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// Starts workers so that the VM keeps them apart.
///
/// The VM holds the current thread of each platform thread in a word outside the heap, and changes
/// it each time that a virtual thread is mounted or unmounted. These words stand in a table, four
/// to a thread, in the order in which the threads were started: two workers that start one after
/// the other share a cache line there, and made each other two to three times slower (a yield took
/// 330 ns on two workers and 210 on one; apart, 110). So three threads that do nothing take the
/// places before each worker, and end when all have been started. See decision 8.
final class Formation {
  private static final int SPACERS =
      3; // of 32 bytes each: 128 with the worker, a pair of cache lines

  private Formation() {}

  /// Starts the workers with spacers between them. Those that find no memory for a thread start
  /// when they are woken.
  ///
  /// @param wake starts one worker
  static void start(Worker[] workers, Consumer<Worker> wake) {
    CountDownLatch allStarted = new CountDownLatch(1);
    try {
      for (Worker worker : workers) {
        for (int i = 0; i < SPACERS; i++) {
          startSpacer(allStarted);
        }
        wake.accept(worker);
      }
    } catch (OutOfMemoryError _) {
      // No thread to be had: the workers that are missing will share lines, if they ever start.
    } finally {
      allStarted.countDown();
    }
  }

  private static void startSpacer(CountDownLatch allStarted) {
    Thread.ofPlatform()
        .name("smolscale-spacer")
        .daemon()
        .inheritInheritableThreadLocals(false)
        .start(() -> {
          try {
            allStarted.await();
          } catch (InterruptedException _) {
            // then it ends
          }
        });
  }
}
