package io.smolscale;

import io.smolscale.internal.worker.Crew;
import io.smolscale.internal.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A virtual thread that was spawned to compute a value.
///
/// A task is a resource: closing it cancels it, so in a try-with-resources statement it does not
/// outlive the block. A task that should go on by itself is [detached][#detach].
///
/// ```java
/// try (Task<Integer> price = Smolscale.spawn(() -> fetchPrice(item))) {
///   return price.join(Duration.ofSeconds(1));
/// } // a task that is late is cancelled here
/// ```
///
/// All methods may be called from any thread, platform or virtual. Those that wait keep a virtual
/// thread's worker free; a plain task on a worker hands over what waits behind it first, as in
/// [Smolscale#blockOn].
///
/// @param <T> the value
public final class Task<T extends @Nullable Object> implements AutoCloseable {
  private static final long NANOS_BETWEEN_TRIES = 10_000_000;
  private static final int MOST_TRIES = 1_000; // 10 s: then it is no want of memory

  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final Callable<? extends T> body;
  private final Count active;
  private final Thread thread;
  private volatile boolean detached;

  private boolean stopped; // the body is over; this and the next: guarded by result
  private List<Runnable> whenStopped = List.of();

  /// Makes one that has not been started.
  ///
  /// @param name of its thread, or null for none
  /// @param active counts the tasks that have not ended
  Task(@Nullable String name, Callable<? extends T> body, ThreadFactory threads, Count active) {
    this.body = body;
    this.active = active;
    thread = Objects.requireNonNull(threads.newThread(this::run), "the factory refused a thread");
    if (name != null) {
      thread.setName(name);
    }
  }

  /// Starts it.
  Task<T> start() {
    active.add(1);
    try {
      thread.start();
    } catch (Throwable e) {
      active.add(-1);
      throw e;
    }
    return this;
  }

  /// Somebody waits for the result, whatever is thrown: by the body, or before or after it for want
  /// of memory. So what comes after the body is tried until it is done; to do a part of it twice
  /// changes nothing.
  private void run() {
    T value = null;
    Throwable thrown = null;
    try {
      if (!result.isDone()) { // else cancelled before it began
        value = body.call();
      }
    } catch (Throwable e) {
      thrown = e;
    }
    boolean counted = false;
    boolean told = false;
    for (int tries = 0; !told && tries < MOST_TRIES; tries++) {
      try {
        if (tries > 0) {
          LockSupport.parkNanos(NANOS_BETWEEN_TRIES);
        }
        if (!counted) {
          active.add(-1); // before the result, so that a join of the last task counts none
          counted = true;
        }
        end(value, thrown);
        told = true;
      } catch (Throwable _) {
        // once more
      }
    }
    if (thrown != null && detached && !result.isCancelled()) {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    }
  }

  @SuppressWarnings("NullAway") // the value is what the body gave, unless it has thrown
  private void end(@Nullable T value, @Nullable Throwable thrown) {
    if (thrown == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(thrown);
    }
    List<Runnable> callbacks;
    synchronized (result) {
      stopped = true;
      callbacks = whenStopped;
    }
    callbacks.forEach(Runnable::run);
  }

  /// Waits until the task has ended, and returns its value.
  ///
  /// @throws ExecutionException when the body threw; its cause is what it threw
  /// @throws CancellationException when the task was cancelled
  /// @throws InterruptedException when the waiting thread is interrupted; the task goes on
  /// @throws IllegalStateException when the task would wait for itself
  public T join() throws InterruptedException, ExecutionException {
    refuseSelf("joined");
    Worker waits = result.isDone() ? null : Crew.beginWait();
    try {
      return result.get();
    } finally {
      Crew.endWait(waits);
    }
  }

  /// Waits until the task has ended, up to a time-out, and returns its value. With a time-out of
  /// zero or less it does not wait.
  ///
  /// @throws TimeoutException when the time is over; the task goes on
  /// @throws ExecutionException when the body threw; its cause is what it threw
  /// @throws CancellationException when the task was cancelled
  /// @throws InterruptedException when the waiting thread is interrupted; the task goes on
  /// @throws IllegalStateException when the task would wait for itself
  public T join(Duration timeout)
      throws InterruptedException, ExecutionException, TimeoutException {
    Objects.requireNonNull(timeout, "timeout");
    refuseSelf("joined");
    Worker waits = result.isDone() || !timeout.isPositive() ? null : Crew.beginWait();
    try {
      return result.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
    } finally {
      Crew.endWait(waits);
    }
  }

  /// Cancels the task and waits until it has really stopped: its thread is interrupted, and a body
  /// that has not begun never begins. [#join] throws a [CancellationException], at once. A task
  /// that has ended stays as it ended.
  ///
  /// It waits for a body that ignores interrupts all the same. An interrupt of the waiting thread
  /// does not end the wait; the interrupt status is set again on return.
  ///
  /// @throws IllegalStateException when the task would wait for itself
  public void cancel() {
    refuseSelf("cancelled");
    requestCancel();
    awaitStop();
  }

  /// Cancels it and does not wait.
  void requestCancel() {
    result.cancel(false);
    thread.interrupt();
  }

  /// Waits until its thread has ended. An interrupt does not end the wait, and is set again.
  void awaitStop() {
    Worker waits = thread.isAlive() ? Crew.beginWait() : null;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          thread.join();
          break;
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      Crew.endWait(waits);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Calls back when the body is over or never begins; at once if that is so. Once, or again if it
  /// has thrown. A thread that joins a cancelled task is told before that, so the result alone does
  /// not say it.
  void whenStopped(Runnable callback) {
    boolean isOver;
    synchronized (result) {
      isOver = stopped;
      if (!isOver) {
        List<Runnable> more = new ArrayList<>(whenStopped);
        more.add(callback);
        whenStopped = more;
      }
    }
    if (isOver) {
      callback.run();
    }
  }

  /// What the body threw; null if it did not throw, or was cancelled.
  @Nullable Throwable failure() {
    return state() == Future.State.FAILED ? result.exceptionNow() : null;
  }

  /// Lets the task go on by itself: [#close] does nothing from now on. An exception of a detached
  /// task goes to the uncaught exception handler of its thread, because nobody else may ever look.
  /// An exception that it throws after it was cancelled does not.
  public void detach() {
    detached = true;
  }

  /// [Cancels][#cancel] the task, unless it was [detached][#detach]. Closing a task that has ended,
  /// or closing it again, does nothing.
  @Override
  public void close() {
    if (!detached && thread.isAlive()) {
      cancel();
    }
  }

  /// Returns the state of the task: running (or waiting to run), successful, failed, or cancelled.
  /// A cancelled task may still be about to stop.
  public Future.State state() {
    return result.state();
  }

  /// Returns the virtual thread that runs the task.
  public Thread thread() {
    return thread;
  }

  /// Returns a future of the value, for code that composes futures. Completing or cancelling the
  /// future does not touch the task.
  public CompletableFuture<T> toCompletableFuture() {
    return result.copy();
  }

  @Override
  public String toString() {
    return "Task[" + state() + ", " + thread + "]";
  }

  /// Returns whether this is the task that calls.
  boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  void refuseSelf(String verb) {
    if (isCurrent()) {
      throw new IllegalStateException(
          "a task cannot be " + verb + " by itself: it would wait for its own end");
    }
  }
}
