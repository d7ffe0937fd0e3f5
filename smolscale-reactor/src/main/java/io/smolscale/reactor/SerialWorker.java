package io.smolscale.reactor;

import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.Scannable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.concurrent.Queues;

/// Runs its tasks in the order in which they come, and one at a time. While there are any, it is
/// itself one plain task of ours, and after some of them it goes behind the others that wait there.
///
/// `waiting` counts what has come since it was last dry. Who raises it from zero submits the
/// worker, and only the worker lowers it, after it has found the queue empty: so it is submitted
/// once at a time, and each run happens before the next.
final class SerialWorker implements Scheduler.Worker, Scannable, Runnable, Periodic.Home {
  /// So many tasks in a row, before others have a turn: as many as a worker of ours runs from its
  /// slot.
  private static final int TURN = 16;

  private final SmolscaleScheduler scheduler;
  private final Queue<Run> queue = Queues.<Run>unboundedMultiproducer().get();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Set<Run> later = ConcurrentHashMap.newKeySet(); // those that wait for their time
  private final Set<Periodic> periodic = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Run running;
  private volatile boolean disposed;

  SerialWorker(SmolscaleScheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public Disposable schedule(Runnable task) {
    return begin(Schedulers.onSchedule(Objects.requireNonNull(task, "task")), 0);
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    Objects.requireNonNull(unit, "unit");
    Runnable body = Schedulers.onSchedule(Objects.requireNonNull(task, "task"));
    return begin(body, unit.toNanos(delay));
  }

  @Override
  public Disposable schedulePeriodically(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    Objects.requireNonNull(unit, "unit");
    Runnable body = Schedulers.onSchedule(Objects.requireNonNull(task, "task"));
    return Periodic.start(this, body, unit.toNanos(initialDelay), unit.toNanos(period));
  }

  @Override
  public void keep(Periodic task) {
    periodic.add(task);
    scheduler.keep(task);
  }

  @Override
  public void drop(Periodic task) {
    periodic.remove(task);
    scheduler.drop(task);
  }

  @Override
  public Run begin(Runnable body, long delay) {
    if (disposed) {
      throw Exceptions.failWithRejected();
    }
    if (delay <= 0) {
      Run run = new OfWorker(body);
      scheduler.accept(run);
      if (add(run)) {
        submit();
      }
      return run;
    }
    Run run = new OfWorker(body);
    later.add(run);
    scheduler.submit(run, () -> comes(run), delay);
    if (disposed) {
      run.dispose(); // whoever disposed of the worker may have missed it
    }
    return run;
  }

  /// A task of this worker.
  private final class OfWorker extends Run {
    private OfWorker(Runnable body) {
      super(scheduler, body);
    }

    @Override
    protected void done() {
      later.remove(this);
      super.done();
    }

    /// As soon as the worker is disposed of, all of its tasks are: what waits in the queue is
    /// thrown away later.
    @Override
    public boolean isDisposed() {
      return disposed || super.isDisposed();
    }
  }

  /// The time of a task has come. This is a plain task of ours, so it need not submit another.
  private void comes(Run run) {
    if (add(run)) {
      run();
    }
  }

  /// @return whether the worker has to be submitted
  private boolean add(Run run) {
    queue.add(run);
    return waiting.getAndIncrement() == 0;
  }

  private void submit() {
    try {
      scheduler.execute(this);
    } catch (RejectedExecutionException e) {
      disposed = true;
      while (drain()) {
        // nothing runs any more: it throws away what has come
      }
      throw Exceptions.failWithRejected(e);
    }
  }

  @Override
  public void run() {
    if (drain()) {
      try {
        scheduler.execute(this);
      } catch (RejectedExecutionException _) {
        while (drain()) {
          // The scheduler below is closed, and finishes what it has accepted: here, then.
        }
      }
    }
  }

  /// Runs what waits, or throws it away.
  ///
  /// @return whether it has had its turn, and there may be more
  private boolean drain() {
    int left = TURN;
    int missed = 1;
    while (true) {
      for (Run run = queue.poll(); run != null; run = queue.poll()) {
        running = run; // then disposed is read: whoever disposes does it the other way round
        if (disposed) {
          run.dispose();
        } else {
          runOne(run);
        }
        left--;
        if (left <= 0 && !queue.isEmpty()) {
          return true;
        }
      }
      running = null;
      missed = waiting.addAndGet(-missed);
      if (missed == 0) {
        return false;
      }
    }
  }

  /// Runs one. What is thrown here, beside what the task throws, must not keep the others from
  /// their turn.
  private static void runOne(Run run) {
    try {
      run.run();
    } catch (Throwable e) {
      SmolscaleScheduler.report(e);
    }
  }

  @Override
  public void dispose() {
    disposed = true;
    periodic.forEach(Periodic::dispose);
    Run current = running;
    if (current != null) {
      current.dispose();
    }
    later.forEach(Run::dispose);
  }

  @Override
  public boolean isDisposed() {
    return disposed;
  }

  @Override
  @SuppressWarnings("rawtypes") // as Reactor declares it
  public @Nullable Object scanUnsafe(Attr key) {
    if (key.equals(Attr.TERMINATED) || key.equals(Attr.CANCELLED)) {
      return disposed;
    }
    if (key.equals(Attr.BUFFERED)) {
      return queue.size() + later.size();
    }
    if (key.equals(Attr.PARENT)) {
      return scheduler;
    }
    return key.equals(Attr.NAME) ? scheduler + ".worker" : null;
  }
}
