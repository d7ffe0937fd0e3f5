package io.smolscale.internal.jdk;

import io.smolscale.internal.queue.Retry;
import io.smolscale.internal.queue.Stranded;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The executor handed to the VM. It is a [ForkJoinPool] for one reason: the VM asks an executor of
/// that type for its timed parks, and any other gets the JDK's timer thread, which is one more
/// thread to wake for each sleep. As a pool it never starts a thread and holds no task; both
/// methods that the VM calls go to the [Host].
///
/// A program can get hold of it: as the pool of a worker, or by reflection; [ProgramPool] is what
/// it finds.
public final class VmExecutor extends ProgramPool {
  static final int MAX_THREADS = 32_767; // ForkJoinPool's own limit
  private static final long NANOS_BETWEEN_LOOKS = 1_000_000;
  private static final int MOST_TRIES = 1_000; // ten seconds

  private static final Set<VmExecutor> ALL =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private final Host made;
  private Host host; // made, or one in its place, of which any that was there a moment ago will do
  private @Nullable Stranded stranded; // the host's, once there is one; each thread may find out

  /// Makes the executor of a host.
  public VmExecutor(Host host) {
    super(Nobody.NOBODY, Nobody.NOBODY, MAX_THREADS);
    made = host;
    this.host = host;
    ALL.add(this);
  }

  @Override
  Host host() {
    return host;
  }

  /// Has another host stand in each executor's place from now on: it passes on to the host for
  /// which the executor was made, or does the same. Any thread.
  ///
  /// @param instead finds it
  public static void standIn(UnaryOperator<Host> instead) {
    List<VmExecutor> all;
    synchronized (ALL) {
      all = List.copyOf(ALL);
    }
    List<Host> hosts = new ArrayList<>();
    all.forEach(executor -> hosts.add(instead.apply(executor.made)));
    VarHandle.releaseFence(); // a thread that reads one of these fields finds a whole host
    for (int i = 0; i < all.size(); i++) {
      all.get(i).host = hosts.get(i);
    }
  }

  /// A factory that refuses every thread. It is asked for one where a worker is about to block in a
  /// `ForkJoinPool.managedBlock`, as `CompletableFuture` and `Condition` do: that is how the host
  /// hears of it. And a saturation predicate that says yes, so that the worker then blocks, instead
  /// of failing to find a replacement. No lambdas: this runs at the start of each JVM.
  static final class Nobody implements ForkJoinWorkerThreadFactory, Predicate<ForkJoinPool> {
    static final Nobody NOBODY = new Nobody();

    @Override
    public @Nullable ForkJoinWorkerThread newThread(ForkJoinPool pool) {
      if (Thread.currentThread() instanceof ForkJoinWorkerThread worker
          && worker.getPool() instanceof VmExecutor of) {
        of.host.aboutToBlock();
      }
      return null;
    }

    @Override
    public boolean test(ForkJoinPool pool) {
      return true;
    }
  }

  // ---- for the VM

  /// Takes a thread that can go on. By then the VM has written down that it does, and nobody asks
  /// for it again: what is thrown here would cost that thread its life, and not the caller. So
  /// where the caller has come to the end of its stack, the thread is stranded, in place and
  /// without a call: see [Stranded]. Should the host have taken it before the error came, it is
  /// there twice, and the second time it cannot run.
  @Override
  public void execute(Runnable task) {
    try {
      if (stranded == null) {
        stranded = host.stranded();
      }
      host.onContinue(task);
    } catch (Throwable e) {
      Stranded place = stranded;
      if (place == null) {
        throw e; // there is no host yet
      }
      synchronized (place) {
        place.top = new Object[] {task, place.top};
      }
      try {
        host.onStranded();
      } catch (Throwable _) {
        // The next worker that looks into the inbox, or the balancer, finds it.
      }
    }
  }

  /// The JDK starts a thread by this method where another one on a worker starts it, and leaves to
  /// the pool that the other is not unmounted meanwhile.
  @Override
  public <T extends @Nullable Object> ForkJoinTask<T> externalSubmit(ForkJoinTask<T> task) {
    Runnable thread = WorkerThreads.started(task);
    if (thread == null) {
      host.onContinue(task::quietlyInvoke);
      return task;
    }
    SmolscaleCarrier.pin();
    try {
      host.onContinue(thread);
    } finally {
      SmolscaleCarrier.unpin();
    }
    return task;
  }

  @Override
  public <T extends @Nullable Object> ForkJoinTask<T> lazySubmit(ForkJoinTask<T> task) {
    return externalSubmit(task);
  }

  /// Waits for memory if there is none and the command is the VM's: the thread whose wait it ends
  /// has left its carrier by then, and is lost without it. Scheduled twice, the command ends that
  /// wait, and perhaps a later one for no reason, as any wait may. As long as an error keeps us
  /// from telling whose the command is, it may be the VM's, but not for ever: a program may ask
  /// where its stack ends.
  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    if (command == null || unit == null) { // without a call, which may throw
      throw new NullPointerException(command == null ? "command" : "unit");
    }
    boolean known = false;
    boolean vms = true;
    int tries = 0;
    while (true) {
      try {
        long nanos = unit.toNanos(delay);
        vms = isTheVms(command);
        known = true;
        return vms
            ? host.schedule(command, nanos)
            : Later.once(host, Executors.callable(command), nanos);
      } catch (Throwable e) {
        tries++;
        if (!vms || (!known && tries > MOST_TRIES)) {
          throw e;
        }
        Retry.pause(this);
      }
    }
  }

  /// Returns whether it is one of the commands with which the VM ends a timed wait: they neither
  /// block nor take long, and any thread that looks at the clock may run them.
  private static boolean isTheVms(Runnable command) {
    Class<?> type = command.getClass();
    return type.isHidden() && type.getPackageName().equals("java.lang");
  }

  // ---- how it is doing; `jdk.management.VirtualThreadSchedulerMXBean` asks under the agent

  @Override
  public int getParallelism() {
    host.lookedAt();
    return host.figures().parallelism();
  }

  @Override
  public int getPoolSize() {
    return host.figures().size();
  }

  @Override
  public int getActiveThreadCount() {
    return host.figures().busy();
  }

  @Override
  public int getRunningThreadCount() {
    return host.figures().busy();
  }

  /// All that waits: there are no submissions apart from these.
  @Override
  public long getQueuedTaskCount() {
    return host.figures().waiting();
  }

  @Override
  public boolean isQuiescent() {
    return host.figures().busy() == 0 && host.figures().waiting() == 0;
  }

  @Override
  public boolean awaitQuiescence(long timeout, TimeUnit unit) {
    if (isOnWorker()) {
      ForkJoinTask.helpQuiesce(); // as in any pool: its own forks
      return true;
    }
    long nanos = unit.toNanos(timeout);
    long since = System.nanoTime();
    while (!isQuiescent()) {
      if (System.nanoTime() - since >= nanos) {
        return false;
      }
      LockSupport.parkNanos(this, NANOS_BETWEEN_LOOKS);
    }
    return true;
  }

  /// Says how it is doing. A tool that asks the JVM for this [may want more][Bell].
  @Override
  public String toString() {
    return Bell.ring() ? "smolscale[answered]" : host.figures().describe();
  }

  // ---- what is not a program's to decide

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

  /// Does nothing, as [#shutdown].
  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  /// Does nothing, as [#shutdown].
  @Override
  public void close() {}

  /// Does nothing: there is no shutdown.
  @Override
  public void cancelDelayedTasksOnShutdown() {}
}
