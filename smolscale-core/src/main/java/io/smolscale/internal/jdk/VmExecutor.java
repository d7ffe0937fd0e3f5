package io.smolscale.internal.jdk;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The executor handed to the VM. It is a [ForkJoinPool] for one reason: the VM asks an executor of
/// that type for its timed parks, and any other gets the JDK's timer thread, which is one more
/// thread to wake for each sleep. As a pool it never starts a thread and holds no task; both
/// methods that the VM calls go to the [Host].
public final class VmExecutor extends ForkJoinPool {
  private final Host host;

  /// Makes the executor of a host.
  public VmExecutor(Host host) {
    super(1, NOBODY, null, true, 0, MAX_THREADS, 0, NOBODY, 1, TimeUnit.MINUTES);
    this.host = host;
  }

  private static final int MAX_THREADS = 32_767; // ForkJoinPool's own limit

  private static final Nobody NOBODY = new Nobody();

  /// A factory that refuses every thread, and a saturation predicate that says yes, so that a
  /// worker that blocks in a `ForkJoinPool.managedBlock` just blocks, instead of failing to find a
  /// replacement. No lambdas: this runs at the start of each JVM.
  private static final class Nobody
      implements ForkJoinWorkerThreadFactory, Predicate<ForkJoinPool> {
    @Override
    public @Nullable ForkJoinWorkerThread newThread(ForkJoinPool pool) {
      return null;
    }

    @Override
    public boolean test(ForkJoinPool pool) {
      return true;
    }
  }

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
    if (size < 1 || size > MAX_THREADS) { // as ForkJoinPool has it
      throw new IllegalArgumentException(
          "parallelism must be from 1 to " + MAX_THREADS + ", not " + size);
    }
    return host.setParallelism(size);
  }

  /// Does nothing: the VM's threads live as long as they like.
  @Override
  public void shutdown() {}

  @Override
  public String toString() {
    return host.figures().describe();
  }
}
