package io.smolscale.reactor;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// A scheduler of Reactor's on one of ours.
///
/// ## The end
///
/// Whoever disposes of it gracefully waits until as many tasks have ended as have been accepted.
/// Both sides:
///
/// ```text
/// a task that is accepted        a task that ends            who disposes
/// 1. accepted + 1                1. ended + 1                1. closed = true
/// 2. closed? then ended + 1,     2. closed? then compare     2. compare
///    and refuse
/// ```
///
/// To compare is to read `ended`, then `accepted`. Neither ever falls, so when they are equal,
/// everything that had been accepted when `ended` had been read had ended. Whichever of the last
/// end and the disposal comes second compares after both.
class SmolscaleScheduler implements Scheduler, Scannable, Periodic.Home {
  /// Reports an error as Reactor does. Its own method for that is not public; an executor that runs
  /// a task in place, which throws, calls it.
  private static final Scheduler IN_PLACE = Schedulers.fromExecutor(Runnable::run);

  private final io.smolscale.Scheduler scheduler;
  private final Set<Run> later = ConcurrentHashMap.newKeySet(); // those that wait for their time
  private final Set<Periodic> periodic = ConcurrentHashMap.newKeySet();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final Sinks.Empty<Void> quiet = Sinks.empty();
  private volatile boolean closed; // takes nothing new
  private volatile boolean dropped; // runs nothing more

  SmolscaleScheduler(io.smolscale.Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  // ---- tasks

  @Override
  public Disposable schedule(Runnable task) {
    return schedule(task, 0, TimeUnit.NANOSECONDS);
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
  public Worker createWorker() {
    return new SerialWorker(this);
  }

  @Override
  public Run begin(Runnable body, long delay) {
    Run run = new Run(this, body);
    submit(run, run, delay);
    return run;
  }

  @Override
  public void keep(Periodic task) {
    periodic.add(task);
  }

  @Override
  public void drop(Periodic task) {
    periodic.remove(task);
  }

  /// Has a command run as a plain task of ours: the task itself, or what brings it to its worker.
  void submit(Run run, Runnable command, long delay) {
    accept(run);
    try {
      if (delay <= 0) {
        scheduler.execute(command);
      } else {
        later.add(run);
        run.waitsFor(scheduler.schedule(command, delay, TimeUnit.NANOSECONDS));
        if (dropped) {
          run.dispose(); // whoever dropped the others may have missed this one
        }
      }
    } catch (RejectedExecutionException e) {
      run.dispose();
      throw Exceptions.failWithRejected(e);
    }
  }

  /// Has a worker's tasks run.
  ///
  /// @throws RejectedExecutionException when the scheduler below is closed
  void execute(SerialWorker worker) {
    scheduler.execute(worker);
  }

  /// Counts a task, or refuses it.
  void accept(Run run) {
    accepted.increment();
    if (closed) {
      run.dispose();
      throw Exceptions.failWithRejected();
    }
  }

  /// A task has its time.
  void due(Run run) {
    later.remove(run);
  }

  /// A task has ended, or never will begin.
  void ended() {
    ended.increment();
    if (closed) {
      seeWhetherQuiet();
    }
  }

  /// Reports an error. Throws nothing: a worker of ours would leave the rest of its tasks.
  static void report(Throwable e) {
    try {
      Disposable _ =
          IN_PLACE.schedule(() -> {
            throw Exceptions.propagate(e);
          });
    } catch (Throwable _) {
      // A hook or handler that throws has had its chance.
    }
  }

  // ---- the end

  @Override
  public void init() {
    if (closed) {
      throw new IllegalStateException(
          this + " is disposed, and stays so; make another, SmolscaleSchedulers.of(scheduler)");
    }
  }

  @Override
  public void dispose() {
    dropped = true;
    close();
    later.forEach(Run::dispose);
  }

  @Override
  public Mono<Void> disposeGracefully() {
    return Mono.defer(() -> {
      close();
      return quiet.asMono();
    });
  }

  private void close() {
    closed = true;
    periodic.forEach(Periodic::end);
    seeWhetherQuiet();
  }

  private void seeWhetherQuiet() {
    long over = ended.sum();
    if (over == accepted.sum()) {
      quiet.tryEmitEmpty();
    }
  }

  @Override
  public boolean isDisposed() {
    return closed;
  }

  /// Whether it runs nothing more.
  boolean isDropped() {
    return dropped;
  }

  // ---- what it is

  @Override
  @SuppressWarnings("rawtypes") // as Reactor declares it
  public @Nullable Object scanUnsafe(Attr key) {
    if (key.equals(Attr.TERMINATED) || key.equals(Attr.CANCELLED)) {
      return closed;
    }
    if (key.equals(Attr.CAPACITY)) {
      return scheduler.stats().parallelism();
    }
    if (key.equals(Attr.BUFFERED)) {
      long over = ended.sum();
      return (int) Math.min(Integer.MAX_VALUE, accepted.sum() - over);
    }
    return key.equals(Attr.NAME) ? toString() : null;
  }

  @Override
  public String toString() {
    return "smolscale(" + scheduler.name() + ")";
  }
}
