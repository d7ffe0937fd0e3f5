package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.OwnThreads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// Starts workers so that the VM keeps them apart.
///
/// The VM holds the current thread of each platform thread in a word outside the heap, and changes
/// it each time that a virtual thread is mounted or unmounted. These words stand in a table, four
/// to a thread, in the order in which the threads were started: two workers that start one after
/// the other share a cache line there, and made each other two to three times slower (a yield took
/// 330 ns on two workers and 210 on one; apart, 110). So three threads that do nothing take the
/// places before each worker, and end when it has been started. See decision 8.
///
/// ## In ranks
///
/// Workers come when they are needed, and the places of threads that have ended are taken first. So
/// before more workers come, threads that do nothing take all places between those that are there.
/// That is paid for once for as many new workers as there were before: the second, then two, then
/// four. In all some seven threads are started for a worker, and half of those who have come were
/// needed. A thread of its own does it, because the worker that calls for help has work to do.
///
/// Workers beyond the number of processors take turns, and come one by one, as they are.
final class Formation {
  private static final int SPACERS =
      3; // of 32 bytes each: 128 with the worker, a pair of cache lines

  private final int size;
  private final AtomicBoolean forming = new AtomicBoolean();

  /// A formation of so many workers.
  Formation(int size) {
    this.size = size;
  }

  /// Returns how many workers stand in it.
  int size() {
    return size;
  }

  /// Returns how many workers come next.
  ///
  /// @param there how many are there
  /// @param all how many there may be
  static int rank(int there, int all) {
    return Math.min(Math.max(1, there), all - there);
  }

  /// Returns how many threads that do nothing stand between those who are there.
  private static int between(int there) {
    return SPACERS * Math.max(0, there - 1);
  }

  /// Starts the next rank, unless one is being started. Returns at once.
  ///
  /// @param there how many are there, at least one
  /// @param all how many there may be
  /// @param next starts one worker; false if that did not work out
  /// @param nobody is called if none could be started
  /// @return whether it will be
  /// @throws OutOfMemoryError when there is no thread to be had
  boolean begin(int there, int all, BooleanSupplier next, Runnable nobody) {
    if (!forming.compareAndSet(false, true)) {
      return false;
    }
    boolean begun = false;
    try {
      startThread(() -> form(there, rank(there, all), next, nobody));
      begun = true;
    } finally {
      if (!begun) {
        forming.set(false);
      }
    }
    return true;
  }

  /// Runs on a thread that stands in the first place itself.
  private void form(int there, int rank, BooleanSupplier next, Runnable nobody) {
    CountDownLatch allStarted = new CountDownLatch(1);
    boolean any = false;
    try {
      int spacers = between(there) + SPACERS - 1;
      for (int i = 0; i < rank; i++) {
        startSpacers(spacers, allStarted);
        any |= next.getAsBoolean();
        spacers = SPACERS;
      }
    } catch (OutOfMemoryError _) {
      // The workers that are missing will come when they are called again.
    } finally {
      allStarted.countDown();
      forming.set(false);
      if (!any) {
        nobody.run();
      }
    }
  }

  private static void startSpacers(int count, CountDownLatch allStarted) {
    try {
      for (int i = 0; i < count; i++) {
        startThread(() -> {
          try {
            allStarted.await();
          } catch (InterruptedException _) {
            // then it ends
          }
        });
      }
    } catch (OutOfMemoryError _) {
      // No thread to be had for this: the worker will share a line, if there is one for it.
    }
  }

  private static void startThread(Runnable body) {
    OwnThreads.daemon("smolscale-spacer", body).start();
  }
}
