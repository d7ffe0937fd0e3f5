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
  ///
  /// @param queue its own
  @SuppressWarnings("FutureReturnValueIgnored") // never to be joined
  public static void othersWait(ForkQueue queue) {
    queue.hinted(true); // before it can be taken
    new Placeholder(queue).fork();
  }

  /// To be called by a worker after a plain task. Such a task sees that it runs in a fork-join
  /// thread: what it forked and did not join lies in a queue that nobody else serves, and goes to
  /// the common pool, where it would have gone from any other thread. While the task goes on, see
  /// [ForkQueue].
  public static void sweep(ForkQueue queue) {
    if (ForkJoinTask.getQueuedTaskCount() != 1 || !queue.isHinted()) {
      Placeholder.moveOthersToCommonPool();
      othersWait(queue);
    }
  }

  /// The task that nobody runs. If somebody does, or takes it, the queue has no hint any more.
  static final class Placeholder extends RecursiveAction {
    private static final long serialVersionUID = 1;

    private final transient ForkQueue queue;

    Placeholder(ForkQueue queue) {
      this.queue = queue;
    }

    @Override
    protected void compute() {
      queue.hinted(false);
    }

    static void moveOthersToCommonPool() {
      for (ForkJoinTask<?> task = pollTask(); task != null; task = pollTask()) {
        if (!(task instanceof Placeholder)) {
          ForkJoinPool.commonPool().execute(task);
        }
      }
    }
  }
}
