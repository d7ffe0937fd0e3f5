package io.smolscale.apps;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import jdk.management.VirtualThreadSchedulerMXBean;

/// Keeps every worker busy and more threads waiting, and prints what the JDK's management bean says
/// about the scheduler of virtual threads.
public final class Managed {
  private static final int WAITING = 5;
  private static final long LIMIT_NANOS = 60_000_000_000L;
  private static final AtomicBoolean STOP = new AtomicBoolean();

  private Managed() {}

  /// Runs it.
  public static void main(String[] args) throws InterruptedException {
    VirtualThreadSchedulerMXBean bean =
        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    int parallelism = bean.getParallelism();
    System.out.println("parallelism: " + parallelism);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < parallelism + WAITING; i++) {
      threads.add(Thread.startVirtualThread(Managed::spin));
    }
    report("workers: " + parallelism, () -> bean.getPoolSize() == parallelism);
    report("mounted: " + parallelism, () -> bean.getMountedVirtualThreadCount() == parallelism);
    report("queued: " + WAITING, () -> bean.getQueuedVirtualThreadCount() == WAITING);
    STOP.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    report("mounted: 0", () -> bean.getMountedVirtualThreadCount() == 0);
    bean.setParallelism(parallelism + 1);
    System.out.println("then: " + bean.getParallelism());
    STOP.set(false);
    for (int i = 0; i <= parallelism; i++) {
      Thread.startVirtualThread(Managed::spin);
    }
    report("workers: " + (parallelism + 1), () -> bean.getPoolSize() == parallelism + 1);
    bean.setParallelism(1);
    System.out.println("then: " + bean.getParallelism());
    STOP.set(true);
    report("mounted: 0", () -> bean.getMountedVirtualThreadCount() == 0);
    Thread awake =
        Thread.startVirtualThread(() -> report("left: 1", () -> bean.getPoolSize() == 1));
    awake.join();
    for (int size : new int[] {0, 32_768}) {
      try {
        bean.setParallelism(size);
      } catch (IllegalArgumentException _) {
        System.out.println("refused: " + size);
      }
    }
  }

  private static void spin() {
    while (!STOP.get()) {
      Thread.onSpinWait();
    }
  }

  private static void report(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    System.out.println((condition.getAsBoolean() ? "" : "never: ") + what);
  }
}
