package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.ForkQueue;
import io.smolscale.internal.jdk.SpinHint;
import io.smolscale.internal.jdk.WorkerThreads;

/// What the tasks of one worker have forked and not joined: its thread is a fork-join worker, whose
/// queue nobody else would look into.
final class Forks {
  private final Thread thread;
  private final ForkQueue queue;

  /// @param queue that of the thread
  Forks(Thread thread, ForkQueue queue) {
    this.thread = thread;
    this.queue = queue;
  }

  /// Says to the JDK that others wait. The worker's own thread only, before its first task.
  void begin() {
    SpinHint.othersWait(queue);
  }

  /// Offers what the worker's task has forked and not joined to others. Its own thread only.
  void sweep() {
    SpinHint.sweep(queue);
  }

  /// Returns whether something lies there that the task has not joined. Any thread.
  boolean any() {
    return WorkerThreads.queued(thread) > (queue.isHinted() ? 1 : 0);
  }

  /// Has it run elsewhere. Any thread.
  void move() {
    queue.moveToCommonPool();
  }
}
