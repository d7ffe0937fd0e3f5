package io.smolscale;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A virtual thread that was spawned to compute a value.
///
/// A task is a resource: closing it cancels it, so in a try-with-resources statement it does not
/// outlive the block. One that is to go on by itself is [detached][#detach].
///
/// ```java
/// try (Task<Integer> price = Smolscale.spawn(() -> fetchPrice(item))) {
///   return price.join(Duration.ofSeconds(1));
/// } // a task that is late is cancelled here
/// ```
///
/// All methods may be called from any thread, platform or virtual.
///
/// @param <T> the value
public final class Task<T extends @Nullable Object> implements AutoCloseable {
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final Callable<? extends T> body;
  private final LongAdder active;
  private final Thread thread;
  private volatile boolean detached;

  private Task(Callable<? extends T> body, ThreadFactory threads, LongAdder active) {
    this.body = body;
    this.active = active;
    thread = Objects.requireNonNull(threads.newThread(this::run), "the factory refused a thread");
  }

  /// Starts one.
  ///
  /// @param active counts the tasks that have not ended
  static <T extends @Nullable Object> Task<T> start(
      Callable<? extends T> body, ThreadFactory threads, LongAdder active) {
    Task<T> task = new Task<>(body, threads, active);
    active.increment();
    try {
      task.thread.start();
    } catch (Throwable e) {
      active.decrement();
      throw e;
    }
    return task;
  }

  private void run() {
    if (result.isDone()) { // cancelled before it began
      active.decrement();
      return;
    }
    T value;
    try {
      value = body.call();
    } catch (Throwable e) {
      active.decrement();
      result.completeExceptionally(e);
      if (detached) {
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
      return;
    }
    active.decrement(); // before the result, so that who joins the last task counts none
    result.complete(value);
  }

  /// Waits for the value.
  ///
  /// @throws ExecutionException when the body threw; its cause is what it threw
  /// @throws CancellationException when the task was cancelled
  /// @throws InterruptedException when the waiting thread is interrupted; the task goes on
  /// @throws IllegalStateException when the task would wait for itself
  public T join() throws InterruptedException, ExecutionException {
    refuseSelf("joined");
    return result.get();
  }

  /// Waits for the value, up to a time-out. Zero or a negative one does not wait.
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
    return result.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
  }

  /// Cancels the task and waits until it has really stopped: its thread is interrupted, and a body
  /// that has not begun never does. Whoever joins it gets a [CancellationException], at once. A
  /// task that has ended stays as it ended.
  ///
  /// A body that ignores interrupts is waited for all the same. The wait is not ended by an
  /// interrupt of the waiting thread, whose status is set again on return.
  ///
  /// @throws IllegalStateException when the task would wait for itself
  public void cancel() {
    refuseSelf("cancelled");
    result.cancel(false);
    thread.interrupt();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Lets the task go on by itself: [#close] does nothing from now on. What a detached task throws
  /// goes to its thread's uncaught exception handler, because nobody else may ever look.
  public void detach() {
    detached = true;
  }

  /// [Cancels][#cancel] the task, unless it was [detached][#detach]. Closing one that has ended, or
  /// closing again, does nothing.
  @Override
  public void close() {
    if (!detached && thread.isAlive()) {
      cancel();
    }
  }

  /// Where it stands: running (or waiting to), with a value, failed, or cancelled. A cancelled task
  /// may still be about to stop.
  public Future.State state() {
    return result.state();
  }

  /// Its thread.
  public Thread thread() {
    return thread;
  }

  /// A future of the value, for code that composes those. Completing or cancelling it does not
  /// touch the task.
  public CompletableFuture<T> toCompletableFuture() {
    return result.copy();
  }

  @Override
  public String toString() {
    return "Task[" + state() + ", " + thread + "]";
  }

  private void refuseSelf(String verb) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException(
          "a task cannot be " + verb + " by itself: it would wait for its own end");
    }
  }
}
