package io.smolscale.apps;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import jdk.management.VirtualThreadSchedulerMXBean;

/// Prints what the JDK's management bean says about the scheduler of virtual threads.
public final class Managed {
  private Managed() {}

  /// Runs it.
  public static void main(String[] args) throws InterruptedException {
    VirtualThreadSchedulerMXBean bean =
        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    CountDownLatch ended = new CountDownLatch(1);
    Thread.startVirtualThread(() -> {
      System.out.println("parallelism: " + bean.getParallelism());
      System.out.println("workers: " + (bean.getPoolSize() > 0));
      System.out.println("mounted: " + (bean.getMountedVirtualThreadCount() > 0));
      System.out.println("queued: " + (bean.getQueuedVirtualThreadCount() >= 0));
      ended.countDown();
    });
    ended.await();
  }
}
