package io.smolscale.internal.jdk;

import java.util.AbstractCollection;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;

/// The fork-join queue of one worker. What a plain task forks lies there, and what it joins is
/// taken from there again; nobody else takes anything.
///
/// The JDK lets others reach such a queue through its pool only. So each worker has a pool of its
/// own, which never starts a thread, and from which whoever sees that the worker is stuck can take
/// what is left. If all had one pool, whoever waits until that has nothing more to do
/// (`ForkJoinTask.helpQuiesce`) would wait for workers that never leave it.
public final class ForkQueue extends ForkJoinPool {
  private static final String COMMON_PARALLELISM =
      "java.util.concurrent.ForkJoinPool.common.parallelism";

  private final ToCommonPool toCommonPool = new ToCommonPool();
  private volatile boolean hinted;

  /// Makes the queue of a worker, which passes it to `ForkJoinWorkerThread`.
  public ForkQueue() {
    super(
        1,
        VmExecutor.Nobody.NOBODY,
        null,
        true,
        0,
        VmExecutor.MAX_THREADS,
        0,
        VmExecutor.Nobody.NOBODY,
        1,
        TimeUnit.MINUTES);
  }

  /// Notes that the [SpinHint] is about to lie there, or has been taken away. A thread that takes
  /// it says so afterwards, and a thread that lays it down before: so it is never believed for good
  /// to be there when it is not.
  void hinted(boolean there) {
    hinted = there;
  }

  /// Returns whether the hint lies there, about.
  public boolean isHinted() {
    return hinted;
  }

  /// Moves all that lies there to the common pool, where it would have gone from any other thread.
  /// Any thread. Where the common pool has no threads, whoever joins runs it: then it stays.
  public void moveToCommonPool() {
    if (!"0".equals(System.getProperty(COMMON_PARALLELISM))) {
      drainTasksTo(toCommonPool);
    }
  }

  /// Holds nothing, so there is no moment at which a task is nowhere for want of memory.
  private final class ToCommonPool extends AbstractCollection<ForkJoinTask<?>> {
    @Override
    public boolean add(ForkJoinTask<?> task) {
      if (task instanceof SpinHint.Placeholder) {
        hinted(false);
      } else {
        commonPool().execute(task);
      }
      return true;
    }

    @Override
    public Iterator<ForkJoinTask<?>> iterator() {
      return Collections.emptyIterator();
    }

    @Override
    public int size() {
      return 0;
    }
  }
}
