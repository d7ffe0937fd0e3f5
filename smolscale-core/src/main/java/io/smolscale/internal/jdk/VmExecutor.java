package io.smolscale.internal.jdk;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// The executor handed to the VM. It is a [ForkJoinPool] for one reason: the VM asks an executor of
/// that type for its timed parks, and any other gets the JDK's timer thread, which is one more
/// thread to wake for each sleep. As a pool it never starts a thread and holds no task; both
/// methods that the VM calls go to the [Host].
public final class VmExecutor extends ForkJoinPool {
  private final Host host;

  /// Makes the executor of a host.
  public VmExecutor(Host host) {
    // The factory refuses every thread. The saturation predicate says yes, so that a worker that
    // blocks in a ForkJoinPool.managedBlock just blocks, instead of failing to find a replacement.
    super(1, _ -> null, null, true, 0, MAX_THREADS, 0, _ -> true, 1, TimeUnit.MINUTES);
    this.host = host;
  }

  private static final int MAX_THREADS = 32_767; // ForkJoinPool's own limit

  @Override
  public void execute(Runnable task) {
    host.onContinue(task);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return host.schedule(command, unit.toNanos(delay));
  }

  @Override
  public int getParallelism() {
    return host.figures().parallelism();
  }

  // What `jdk.management.VirtualThreadSchedulerMXBean` asks for under the agent.

  @Override
  public int getPoolSize() {
    return host.figures().size();
  }

  @Override
  public int getActiveThreadCount() {
    return host.figures().busy();
  }

  @Override
  public long getQueuedTaskCount() {
    return host.figures().waiting();
  }

  @Override
  public int setParallelism(int size) {
    throw new UnsupportedOperationException(
        "the parallelism is set at the start, with -Dsmolscale.parallelism=" + size);
  }

  /// Does nothing: the VM's threads live as long as they like.
  @Override
  public void shutdown() {}

  @Override
  public String toString() {
    return host.figures().describe();
  }
}
