package io.smolscale.internal.jdk;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;

/// Keeps the JDK's hand-off queues from spinning on a worker.
///
/// `LinkedTransferQueue`, `SynchronousQueue` and `Exchanger` spin for about two microseconds before
/// they park, unless the carrier is a `ForkJoinWorkerThread` that has tasks queued: then others
/// could run instead. For a worker of ours something else nearly always can, and parking costs a
/// tenth of the spin. So each worker is such a thread, with one task in its fork-join queue that
/// nobody runs.
public final class SpinHint {
  private SpinHint() {}

  /// To be called once by a worker, which must be a `ForkJoinWorkerThread`, before its first task.
  @SuppressWarnings("FutureReturnValueIgnored") // never to be joined
  public static void othersWait() {
    new Placeholder().fork();
  }

  /// To be called by a worker after a plain task. Such a task sees that it runs in a fork-join
  /// thread: what it forked and did not join lies in a queue that nobody serves, and goes to the
  /// common pool, where it would have gone from any other thread.
  public static void sweep() {
    if (ForkJoinTask.getQueuedTaskCount() != 1) {
      Placeholder.moveOthersToCommonPool();
      othersWait();
    }
  }

  private static final class Placeholder extends RecursiveAction {
    private static final long serialVersionUID = 1;

    @Override
    protected void compute() {}

    static void moveOthersToCommonPool() {
      for (ForkJoinTask<?> task = pollTask(); task != null; task = pollTask()) {
        if (!(task instanceof Placeholder)) {
          ForkJoinPool.commonPool().execute(task);
        }
      }
    }
  }
}
