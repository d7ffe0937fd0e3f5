package io.smolscale;

import io.smolscale.internal.worker.Crew;
import io.smolscale.internal.worker.Worker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A scope that its tasks cannot outlive, and whose first failure cancels the rest.
///
/// ```java
/// try (Nursery nursery = Nursery.open()) {
///   Task<User> user = nursery.spawn(() -> findUser(id));
///   Task<Order> order = nursery.spawn(() -> fetchOrder(id));
///   nursery.join(); // throws if either fails, after the other has stopped
///   return new Page(user.join(), order.join());
/// }
/// ```
///
/// A task may spawn further ones in the nursery that it is in. [OnFailure] says for each task what
/// its failure means for the others. A task that is cancelled, by itself or by somebody who holds
/// it, has not failed.
///
/// The JDK's `StructuredTaskScope` does the same for tasks that one thread forks, and runs on
/// smolscale like everything else; it is a preview in JDK 25, which a library cannot build on. Its
/// tasks see the scoped values of the scope's owner; those of a nursery do not.
///
/// All methods may be called from any thread.
public final class Nursery implements AutoCloseable {
  private final Scheduler scheduler;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final Set<Task<?>> tasks = new HashSet<>(); // those that have not ended; by the lock
  private @Nullable Throwable failure; // the first one; guarded by the lock
  private boolean closed; // guarded by the lock

  private Nursery(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /// Opens a nursery whose tasks run on the global scheduler.
  public static Nursery open() {
    return open(Smolscale.scheduler());
  }

  /// Opens a nursery whose tasks run on this scheduler.
  public static Nursery open(Scheduler scheduler) {
    return new Nursery(Objects.requireNonNull(scheduler, "scheduler"));
  }

  /// Starts a task in the nursery. If it fails, the nursery fails.
  ///
  /// @param <T> the value
  /// @throws RejectedExecutionException when the nursery has failed or is closed, or the scheduler
  ///   is shut down
  public <T extends @Nullable Object> Task<T> spawn(Callable<? extends T> body) {
    return spawn(OnFailure.propagate(), body);
  }

  /// Starts a task without a value in the nursery. If it fails, the nursery fails.
  ///
  /// @throws RejectedExecutionException when the nursery has failed or is closed, or the scheduler
  ///   is shut down
  public Task<@Nullable Void> spawn(Runnable body) {
    return spawn(OnFailure.propagate(), body);
  }

  /// Starts a task in the nursery.
  ///
  /// @param <T> the value
  /// @param onFailure what happens if it fails
  /// @throws RejectedExecutionException when the nursery has failed or is closed, or the scheduler
  ///   is shut down
  public <T extends @Nullable Object> Task<T> spawn(
      OnFailure onFailure, Callable<? extends T> body) {
    Objects.requireNonNull(onFailure, "onFailure");
    Objects.requireNonNull(body, "body");
    lock.lock();
    try {
      if (failure != null || closed) {
        throw new RejectedExecutionException(
            closed ? "the nursery is closed" : "a task of the nursery has failed");
      }
      Task<T> task = Spawner.of(scheduler).unstarted(null, body);
      task.whenStopped(() -> stopped(task, onFailure)); // before it can fail: in its own thread
      tasks.add(task);
      try {
        task.start();
      } catch (Throwable e) {
        tasks.remove(task);
        throw e;
      }
      return task;
    } finally {
      lock.unlock();
    }
  }

  /// Starts a task without a value in the nursery.
  ///
  /// @param onFailure what happens if it fails
  /// @throws RejectedExecutionException when the nursery has failed or is closed, or the scheduler
  ///   is shut down
  public Task<@Nullable Void> spawn(OnFailure onFailure, Runnable body) {
    Objects.requireNonNull(body, "body");
    return spawn(
        onFailure,
        () -> {
          body.run();
          return null;
        });
  }

  /// In the task's thread; again, if it has thrown.
  private void stopped(Task<?> task, OnFailure onFailure) {
    Throwable thrown = task.failure();
    boolean fatal = thrown != null && isFatal(thrown, onFailure);
    List<Task<?>> others = List.of();
    lock.lock();
    try {
      if (fatal && (failure == null || failure.equals(thrown))) {
        others = new ArrayList<>(tasks); // first: there may be no memory for it
        failure = thrown;
      }
      change.signalAll();
      tasks.remove(task);
    } finally {
      lock.unlock();
    }
    others.forEach(Task::requestCancel);
  }

  @SuppressWarnings("ReferenceEquality") // nothing can be suppressed in itself
  private static boolean isFatal(Throwable thrown, OnFailure onFailure) {
    OnFailure decided = onFailure;
    while (decided instanceof OnFailure.Decide(var decision)) {
      try {
        decided = Objects.requireNonNull(decision.apply(thrown), "decision");
      } catch (Throwable e) {
        if (e != thrown) {
          thrown.addSuppressed(e);
        }
        return true;
      }
    }
    return decided instanceof OnFailure.Propagate;
  }

  /// Waits until all tasks have ended, those included that are spawned meanwhile. Afterwards more
  /// tasks may be spawned, and waited for again.
  ///
  /// @throws ExecutionException when a task has failed, as its [OnFailure] sees it: the others have
  ///   been cancelled then, and have stopped. The cause is what the first one threw.
  /// @throws InterruptedException when the waiting thread is interrupted; the tasks go on until the
  ///   nursery is closed
  /// @throws IllegalStateException when called by one of its tasks, which would wait for its own
  ///   end
  public void join() throws InterruptedException, ExecutionException {
    Worker waits = size() == 0 ? null : Crew.beginWait();
    try {
      awaitTasks();
    } finally {
      Crew.endWait(waits); // without the lock: it may wait for a turn
    }
  }

  private void awaitTasks() throws InterruptedException, ExecutionException {
    lock.lockInterruptibly();
    try {
      refuseTasks("joined");
      while (!tasks.isEmpty()) {
        change.await();
      }
      if (failure != null) {
        throw new ExecutionException(failure);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Cancels the tasks that have not ended, and waits until they have really stopped, as
  /// [Task#cancel] does for one task. An interrupt of the waiting thread does not end the wait; the
  /// interrupt status is set again on return. Closing again does nothing.
  ///
  /// @throws IllegalStateException when called by one of its tasks, which would wait for its own
  ///   end; nothing has been cancelled then
  @Override
  public void close() {
    List<Task<?>> rest;
    lock.lock();
    try {
      refuseTasks("closed");
      closed = true;
      rest = new ArrayList<>(tasks);
    } finally {
      lock.unlock();
    }
    rest.forEach(Task::requestCancel);
    rest.forEach(Task::awaitStop);
  }

  /// Returns the number of its tasks that have not ended.
  public int size() {
    lock.lock();
    try {
      return tasks.size();
    } finally {
      lock.unlock();
    }
  }

  private void refuseTasks(String verb) {
    if (tasks.stream().anyMatch(Task::isCurrent)) {
      throw new IllegalStateException(
          "a nursery cannot be " + verb + " by its own task, which would wait for its own end");
    }
  }

  @Override
  public String toString() {
    return "Nursery[" + size() + " tasks]";
  }
}
