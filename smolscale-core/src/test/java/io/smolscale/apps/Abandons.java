package io.smolscale.apps;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Parks virtual threads that nobody can ever unpark, and prints how many of them the collector has
/// left after a while. The JVM must not track them: `-Djdk.trackAllThreads=false`.
public final class Abandons {
  private static final int THREADS = 500;
  private static final int FEW = 10; // the last ones may be held by a stack or a register
  private static final long LIMIT_NANOS = 60_000_000_000L;

  private Abandons() {}

  /// Runs it.
  public static void main(String[] args) throws InterruptedException {
    List<WeakReference<Thread>> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(parked());
    }
    long end = System.nanoTime() + LIMIT_NANOS;
    long left = THREADS;
    while (left > FEW && System.nanoTime() < end) {
      System.gc();
      Thread.sleep(5);
      left = threads.stream().filter(thread -> thread.get() != null).count();
    }
    System.out.println(left <= FEW ? "collected" : "left: " + left);
  }

  private static WeakReference<Thread> parked() throws InterruptedException {
    Thread thread = Thread.startVirtualThread(Abandons::parkForEver);
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return new WeakReference<>(thread);
  }

  private static void parkForEver() {
    while (true) {
      LockSupport.park();
    }
  }
}
