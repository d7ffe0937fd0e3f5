package io.smolscale.internal.worker;

import io.smolscale.internal.dispatch.Dispatch;
import io.smolscale.internal.jdk.Figures;
import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.WorkerThreads;
import io.smolscale.internal.queue.Stranded;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/// Where tasks come in.
///
/// - From a virtual thread mounted on a worker of this crew: a task goes to that worker's slot. It
///   is a wake-up or a start, and its receiver best runs next, on the same core, when the sender
///   parks.
/// - From a worker itself: behind its ring. A virtual thread has yielded, was unparked before it
///   had parked, or its timer has fired; or a plain task submits another.
/// - From any other thread: to the inbox. [Wakes][io.smolscale.internal.dispatch.Wakes#submitted]
///   says whether a worker is woken.
final class Intake implements Host, Dispatch.Overflow {
  private final Commons commons;
  private final Roster roster;
  private final Waits waits;
  private final End end;
  private final Figures figures;
  private final Observer observer;
  private volatile @Nullable Tap tap; // read-mostly

  Intake(Commons commons, Roster roster, Waits waits, End end, Figures figures, Observer observer) {
    this.commons = commons;
    this.roster = roster;
    this.waits = waits;
    this.end = end;
    this.figures = figures;
    this.observer = observer;
  }

  /// Returns the worker of this crew that the current thread is or is mounted on, or null.
  @Nullable Worker currentWorker() {
    return WorkerThreads.of(commons.parts.vm().carrier()) instanceof Worker worker
            && worker.commons == commons
        ? worker
        : null;
  }

  /// Has this look at all that comes in from now on; nobody, if it is null.
  void tap(@Nullable Tap next) {
    tap = next;
  }

  @Override
  public void onContinue(Runnable thread) {
    Tap now = tap;
    execute(now == null ? thread : now.thread(thread));
  }

  @Override
  public void onTask(Runnable task) {
    Tap now = tap;
    execute(new PlainTask(now == null ? task : now.task(task)));
  }

  /// Takes a task: it goes to one of the three places above. Does not block. An error at the end of
  /// the caller's stack comes before the crew has the task.
  void execute(Runnable task) {
    Thread carrier = commons.parts.vm().carrier();
    if (WorkerThreads.of(carrier) instanceof Worker worker && worker.commons == commons) {
      if (Thread.currentThread() == carrier) {
        worker.dispatch.push(task);
      } else {
        worker.dispatch.pushNext(task);
      }
    } else {
      submit(task);
    }
  }

  /// Puts a task into the inbox, and sees to it that a worker comes for it. What it throws, it
  /// throws before it has the task.
  @Override
  public void submit(Runnable task) {
    commons.shared.inbox.add(task); // a full fence
    try {
      seeToIt();
    } catch (Throwable _) {
      onStranded();
    }
  }

  private void seeToIt() {
    switch (commons.shared.wakes.submitted(System.nanoTime())) {
      case DONE -> {}
      case NOBODY_AWAKE -> {
        if (!commons.sleepers.wakeOne()) {
          if (!commons.sleepers.anyAwake()) {
            roster.hire();
          }
          // If no thread could be started, or the worker that is called awake sleeps, it tries.
          commons.balancer.poke();
        }
        end.somebodyCame();
      }
      case NOBODY_LOOKS -> {
        if (!waits.replaceBlocking()) {
          commons.balancer.hurry(); // in case that all are stuck
        }
      }
    }
  }

  @Override
  public Stranded stranded() {
    return commons.shared.inbox.stranded();
  }

  /// A task is in the inbox, and an error has come before a worker was called for it: the balancer
  /// comes. Near the end of a stack that may throw, too; then the task waits for the balancer's
  /// tick, or, while all sleep, for the next worker that is woken.
  @Override
  public void onStranded() {
    try {
      commons.balancer.poke();
    } catch (Throwable _) {
      // as above
    }
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long nanos) {
    Worker worker = currentWorker();
    if (worker != null && worker.isSpare() && !commons.phase.isEnding()) {
      worker = null; // it must not be kept from retiring
    }
    if (worker != null && Thread.currentThread() == worker.thread) {
      return worker.dispatch.timers.add(command, nanos);
    }
    // From outside: the first worker has it that does not block. From a virtual thread, its worker;
    // but that may sleep by then, because the thread may wait for the heap's lock and go on
    // elsewhere.
    while (true) {
      Worker first = worker != null ? worker : firstHome();
      worker = null;
      ScheduledFuture<?> timer = first.holdings.timers.add(command, nanos);
      commons.sleepers.wake(first.parker); // to sleep again until the earliest of its timers
      if (!first.parker.hasEnded() || !timer.cancel(false)) {
        return timer;
      } // it retired before it could see the timer: another has it
    }
  }

  private Worker firstHome() {
    Worker[] workers = roster.workers();
    for (Worker worker : workers) {
      if (!worker.isSpare() && !worker.parker.isBlocking()) {
        return worker;
      }
    }
    return roster.anyone();
  }

  /// Has the crew have so many home workers for good, whatever the processors. The balancer sees to
  /// it soon.
  ///
  /// @throws UnsupportedOperationException when it has one worker, and never another
  @Override
  public int setParallelism(int size) {
    if (commons.parts.isSingle() && size != 1) {
      throw new UnsupportedOperationException(
          commons.parts.name() + " runs on a single thread, and that cannot be changed");
    }
    int before = commons.parallelism.choose(size);
    commons.balancer.poke();
    return before;
  }

  @Override
  public boolean isClosing() {
    return commons.phase.isClosing();
  }

  @Override
  public void aboutToBlock() {
    waits.beginBlocking();
  }

  @Override
  public Figures figures() {
    return figures;
  }

  @Override
  public void lookedAt() {
    observer.lookedAt();
  }
}
