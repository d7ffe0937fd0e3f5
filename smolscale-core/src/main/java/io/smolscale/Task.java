package io.smolscale;

import io.smolscale.internal.worker.Crew;
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
/// All methods may be called from any thread, platform or virtual. Those that wait keep a virtual
/// thread's worker free; a plain task on a worker hands over what waits behind it first, as in
/// [Smolscale#blockOn].
///
/// @param <T> the value
public final class Task<T extends @Nullable Object> implements AutoCloseable {
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final Callable<? extends T> body;
  private final LongAdder active;
  private final Thread thread;
  private volatile boolean detached;

  private boolean stopped; // this and the next: of a cancelled one, guarded by result
  private @Nullable List<Runnable> whenStopped;

  /// Makes one that has not been started.
  ///
  /// @param name of its thread, or null for none
  /// @param active counts the tasks that have not ended
  Task(@Nullable String name, Callable<? extends T> body, ThreadFactory threads, LongAdder active) {
    this.body = body;
    this.active = active;
    thread = Objects.requireNonNull(threads.newThread(this::run), "the factory refused a thread");
    if (name != null) {
      thread.setName(name);
    }
  }

  /// Starts it.
  Task<T> start() {
    active.increment();
    try {
      thread.start();
    } catch (Throwable e) {
      active.decrement();
      throw e;
    }
    return this;
  }

  private void run() {
    if (result.isDone()) { // cancelled before it began
      active.decrement();
      stopped();
      return;
    }
    T value;
    try {
      value = body.call();
    } catch (Throwable e) {
      active.decrement();
      if (!result.completeExceptionally(e)) {
        stopped();
      } else if (detached) {
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
      return;
    }
    active.decrement(); // before the result, so that who joins the last task counts none
    if (!result.complete(value)) {
      stopped();
    }
  }

  /// Waits for the value.
  ///
  /// @throws ExecutionException when the body threw; its cause is what it threw
  /// @throws CancellationException when the task was cancelled
  /// @throws InterruptedException when the waiting thread is interrupted; the task goes on
  /// @throws IllegalStateException when the task would wait for itself
  public T join() throws InterruptedException, ExecutionException {
    refuseSelf("joined");
    aboutToWait();
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
    if (timeout.isPositive()) {
      aboutToWait();
    }
    return result.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
  }

  private void aboutToWait() {
    if (!result.isDone()) {
      Crew.aboutToBlock();
    }
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
    if (thread.isAlive()) {
      Crew.aboutToBlock();
    }
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

  /// Calls back, once, when the body is over or never begins; at once if that is so. Whoever joins
  /// a cancelled task is told before that, so the result alone does not say it.
  void whenStopped(Runnable callback) {
    // handle, because whenComplete would make an exception for each task that has thrown
    var _ =
        result.handle((_, _) -> {
          if (!result.isCancelled() || hasStopped(callback)) {
            callback.run();
          }
          return true;
        });
  }

  /// Whether the body of this cancelled task is over. If not, it is to call back.
  private boolean hasStopped(Runnable callback) {
    synchronized (result) {
      if (!stopped) {
        whenStopped = whenStopped == null ? new ArrayList<>() : whenStopped;
        whenStopped.add(callback);
      }
      return stopped;
    }
  }

  /// The body of this cancelled task is over.
  private void stopped() {
    List<Runnable> callbacks;
    synchronized (result) {
      stopped = true;
      callbacks = whenStopped == null ? List.of() : whenStopped;
      whenStopped = null;
    }
    callbacks.forEach(Runnable::run);
  }

  /// What the body threw; null if it did not throw, or was cancelled.
  @Nullable Throwable failure() {
    return state() == Future.State.FAILED ? result.exceptionNow() : null;
  }

  /// Lets the task go on by itself: [#close] does nothing from now on. What a detached task throws
  /// goes to its thread's uncaught exception handler, because nobody else may ever look; not so
  /// what it throws after it was cancelled.
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

  /// Whether this is the task that calls.
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
