package io.smolscale;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/// Holds tasks that must not outlive it, and forgets those that have ended.
///
/// ```java
/// try (TaskReaper connections = new TaskReaper()) {
///   while (open) {
///     Socket socket = server.accept();
///     connections.attach(Smolscale.spawn(() -> serve(socket)));
///   }
/// } // those that are still being served are cancelled here
/// ```
///
/// A task drops out when its body is over, so a reaper through which millions pass holds only those
/// that are alive. The reaper does not look at what they return or throw: see [Nursery] for tasks
/// that belong together. A reaper has no thread of its own.
///
/// All methods may be called from any thread.
public final class TaskReaper implements AutoCloseable {
  private final Set<Task<?>> tasks = ConcurrentHashMap.newKeySet();
  private final StampedLock door = new StampedLock(); // shared: to attach; exclusive: to close
  private boolean closed; // guarded by the door

  /// Makes a reaper that holds nothing.
  public TaskReaper() {}

  /// Holds the task until it ends. A [detached][Task#detach] task is held like any other. Attaching
  /// a task that has ended, or that is held already, does nothing.
  ///
  /// @return the task
  /// @throws IllegalStateException when the reaper is closed; the task has been cancelled then, and
  ///   has stopped, unless it is the calling one, which has been interrupted
  public <T extends @Nullable Object> Task<T> attach(Task<T> task) {
    Objects.requireNonNull(task, "task");
    long shared = door.readLock();
    boolean late = closed;
    try {
      if (!late && tasks.add(task)) {
        try {
          task.whenStopped(() -> tasks.remove(task));
        } catch (Throwable e) {
          tasks.remove(task);
          throw e;
        }
      }
    } finally {
      door.unlockRead(shared);
    }
    if (late) {
      task.requestCancel();
      if (!task.isCurrent()) {
        task.awaitStop();
      }
      throw new IllegalStateException("the reaper is closed; the task has been cancelled");
    }
    return task;
  }

  /// Returns the number of tasks that it holds: attached tasks that have not ended.
  public int size() {
    return tasks.size();
  }

  /// Cancels all tasks that it holds, and waits until they have really stopped, as [Task#cancel]
  /// does for one task. It interrupts all of them first, so the wait is that for the slowest. An
  /// interrupt of the waiting thread does not end the wait; the interrupt status is set again on
  /// return. Closing again waits for the same tasks; after that it does nothing.
  ///
  /// @throws IllegalStateException when called by a task that it holds, which would wait for its
  ///   own end; nothing has been cancelled then
  @Override
  public void close() {
    for (Task<?> task : tasks) {
      task.refuseSelf("cancelled");
    }
    long exclusive = door.writeLock();
    closed = true;
    door.unlockWrite(exclusive);
    List<Task<?>> rest = List.copyOf(tasks);
    rest.forEach(Task::requestCancel);
    rest.forEach(Task::awaitStop);
  }

  @Override
  public String toString() {
    return "TaskReaper[" + size() + " tasks]";
  }
}
