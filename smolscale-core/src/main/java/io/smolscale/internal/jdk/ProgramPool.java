package io.smolscale.internal.jdk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a program sees that gets hold of the VM's executor: what it submits here is run by the
/// host, like any plain task of its scheduler's. As a pool it never starts a thread and holds no
/// task.
abstract class ProgramPool extends ForkJoinPool {
  private final OfHost plain = new OfHost();

  /// Makes a pool that has no threads.
  ///
  /// @param nobody makes none
  /// @param saturated is asked when no thread can be made
  /// @param most how many there could be
  ProgramPool(ForkJoinWorkerThreadFactory nobody, Predicate<ForkJoinPool> saturated, int most) {
    super(1, nobody, null, true, 0, most, 0, saturated, 1, TimeUnit.MINUTES);
  }

  /// Returns what runs the tasks.
  abstract Host host();

  private <T extends ForkJoinTask<?>> T run(T task) {
    host().onTask(task::quietlyInvoke);
    return task;
  }

  /// Returns whether the current thread is a worker of the host's.
  final boolean isOnWorker() {
    return Thread.currentThread() instanceof ForkJoinWorkerThread worker
        && worker.getPool() instanceof VmExecutor of
        && of.host().figures().equals(host().figures());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // its caller holds it
  public void execute(ForkJoinTask<?> task) {
    run(task);
  }

  @Override
  public <T extends @Nullable Object> T invoke(ForkJoinTask<T> task) {
    return isOnWorker() ? task.invoke() : run(task).join();
  }

  @Override
  public <T extends @Nullable Object> ForkJoinTask<T> submit(ForkJoinTask<T> task) {
    return run(task);
  }

  @Override
  public <T extends @Nullable Object> ForkJoinTask<T> submit(Callable<T> task) {
    return run(ForkJoinTask.adaptInterruptible(task));
  }

  @Override
  public <T extends @Nullable Object> ForkJoinTask<T> submit(Runnable task, T result) {
    return run(ForkJoinTask.adaptInterruptible(task, result));
  }

  @Override
  public ForkJoinTask<?> submit(Runnable task) {
    return run(
        task instanceof ForkJoinTask<?> known ? known : ForkJoinTask.adaptInterruptible(task));
  }

  @Override
  public <V extends @Nullable Object> ForkJoinTask<V> submitWithTimeout(
      Callable<V> callable,
      long timeout,
      TimeUnit unit,
      @Nullable Consumer<? super ForkJoinTask<V>> timeoutAction) {
    Limited<V> limited = new Limited<>(callable);
    ForkJoinTask<V> task = ForkJoinTask.adaptInterruptible(limited);
    limited.limit =
        Later.once(
            host(),
            Executors.callable(() -> {
              if (!task.isDone() && timeoutAction != null) {
                timeoutAction.accept(task);
              } else {
                task.cancel(true);
              }
            }),
            unit.toNanos(timeout));
    return run(task);
  }

  /// A task with a time limit, which ends with it: a scheduler that closes waits for its timers.
  private static final class Limited<V extends @Nullable Object> implements Callable<V> {
    private final Callable<V> body;
    private @Nullable Later<?> limit; // set before the task is submitted

    Limited(Callable<V> body) {
      this.body = body;
    }

    @Override
    public V call() throws Exception {
      try {
        return body.call();
      } finally {
        Later<?> set = limit;
        if (set != null) {
          set.cancel(false);
        }
      }
    }
  }

  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks) throws InterruptedException {
    return plain.invokeAll(tasks);
  }

  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return plain.invokeAll(tasks, timeout, unit);
  }

  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAllUninterruptibly(
      Collection<? extends Callable<T>> tasks) {
    List<ForkJoinTask<T>> submitted = new ArrayList<>();
    for (Callable<T> task : tasks) {
      submitted.add(submit(task));
    }
    submitted.forEach(ForkJoinTask::quietlyJoin);
    return new ArrayList<>(submitted);
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    return plain.invokeAny(tasks);
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return plain.invokeAny(tasks, timeout, unit);
  }

  @Override
  public <V extends @Nullable Object> ScheduledFuture<V> schedule(
      Callable<V> callable, long delay, TimeUnit unit) {
    return Later.once(host(), callable, unit.toNanos(delay));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return again(command, unit.toNanos(initialDelay), positive(unit.toNanos(period)));
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return again(command, unit.toNanos(initialDelay), -positive(unit.toNanos(delay)));
  }

  private ScheduledFuture<?> again(Runnable command, long delay, long period) {
    return Later.again(host(), Later.callable(command), delay, period);
  }

  private static long positive(long nanos) {
    if (nanos <= 0) {
      throw new IllegalArgumentException("the period must be positive");
    }
    return nanos;
  }

  /// The JDK's ways to run several tasks, on the host.
  private final class OfHost extends AbstractExecutorService {
    @Override
    public void execute(Runnable task) {
      host().onTask(task);
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return false;
    }
  }
}
