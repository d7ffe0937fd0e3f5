package io.smolscale.internal.worker;

import io.smolscale.internal.balance.Balancer;
import io.smolscale.internal.jdk.Later;
import io.smolscale.internal.jdk.OwnThreads;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/// The end of a crew, and what may come after it.
///
/// [#close] lets everything that was accepted finish. When nobody is awake, nothing waits, and no
/// virtual thread of ours is alive, the balancer declares the end: the workers retire. A virtual
/// thread that the scheduler does not know about (one that a thread of ours started through the
/// JDK) may still be parked then. Its next wake-up hires a worker, which retires when it is dry,
/// and the balancer watches until all have retired: no thread is ever lost, nor does it wait behind
/// one that is stuck.
final class End {
  private final Crew crew;
  private final Crew.Parts parts;
  private final Balancer balancer;
  private final AtomicBoolean watched = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object lock = new Object();
  private volatile boolean closing;
  private volatile boolean ending;

  /// The end of a crew, not yet near.
  End(Crew crew, Crew.Parts parts, Balancer balancer) {
    this.crew = crew;
    this.parts = parts;
    this.balancer = balancer;
  }

  /// Begins the end: what was accepted finishes, then the workers retire. Returns at once.
  void close() {
    closing = true;
    balancer.poke();
  }

  /// Whether it has begun.
  boolean closing() {
    return closing;
  }

  /// Whether it has been declared.
  boolean ending() {
    return ending;
  }

  /// Opens when everything has finished.
  CountDownLatch ended() {
    return ended;
  }

  // ---- declaring it

  /// Declares the end, if it has begun and nothing is left. Called by the balancer.
  ///
  /// @return whether all workers have retired since, and there is nothing to watch
  boolean declareIfDone() {
    if (!ending) {
      synchronized (lock) {
        if (!closing || !isQuiet()) {
          return false;
        }
        ending = true;
      }
      for (Worker worker : crew.roster.workers()) {
        if (worker.thread.getState() != Thread.State.NEW) {
          crew.sleepers.wake(worker.parker);
        }
      }
      ended.countDown();
    }
    return isDeserted();
  }

  /// Whether the balancer is wanted for the end alone, and may not rest before: to declare it, and
  /// to end with the last worker.
  boolean isAwaited() {
    return closing && (!ending || isDeserted());
  }

  /// Whether there is no worker that has been started, and nothing for one to do.
  private boolean isDeserted() {
    return crew.size() == 0 && crew.inbox.isEmpty();
  }

  /// Whether nothing runs, waits or is alive. The parts are read one after the other while work may
  /// go on, so two readings of all that ever started or came must agree around them. Between these
  /// a worker that was seen asleep has started nothing; what it had started before was counted as
  /// alive before the worker fell asleep, or has ended.
  private boolean isQuiet() {
    Worker[] all = crew.roster.workers(); // a spare that retires takes its part of the sum along
    long before = activity(all);
    VarHandle.fullFence();
    boolean quiet =
        !crew.sleepers.anyUp()
            && parts.alive().getAsLong() == 0
            && crew.inbox.isEmpty()
            && haveNoTimers(all)
            && !crew.sleepers.anyUp();
    VarHandle.fullFence();
    return quiet && activity(all) == before && Arrays.equals(crew.roster.workers(), all);
  }

  /// The first worker is asked as the last: the timers of the others may be on their way to it.
  private static boolean haveNoTimers(Worker[] all) {
    for (int i = all.length - 1; i >= 0; i--) {
      if (all[i].timers.size() > 0) {
        return false;
      }
    }
    return true;
  }

  private long activity(Worker[] all) {
    long sum = crew.inbox.added();
    for (Worker worker : all) {
      sum += worker.started();
    }
    return sum;
  }

  /// Takes every plain task that waits to run, and leaves the virtual threads. What it holds for a
  /// moment waits, although no queue has it, so the end is not declared meanwhile.
  List<Runnable> drainPlainTasks() {
    synchronized (lock) {
      for (Worker worker : crew.roster.workers()) {
        crew.empty(worker);
      }
      List<Runnable> bodies = new ArrayList<>();
      List<Runnable> others = new ArrayList<>();
      for (Runnable task = crew.inbox.poll(); task != null; task = crew.inbox.poll()) {
        if (task instanceof PlainTask(Runnable body)) {
          bodies.add(body);
        } else {
          others.add(task);
        }
      }
      others.forEach(crew::submit);
      return bodies;
    }
  }

  /// Takes the tasks that wait for their time, and that are asked for. The first worker is asked as
  /// the last, as in [#haveNoTimers].
  List<Later<?>> drainLater(Predicate<Later<?>> which) {
    List<Later<?>> taken = new ArrayList<>();
    Worker[] all = crew.roster.workers();
    for (int i = all.length - 1; i >= 0; i--) {
      List<Runnable> commands =
          all[i].timers.take(command -> {
            Later<?> later = Later.of(command);
            return later != null && which.test(later);
          });
      for (Runnable command : commands) {
        taken.add(Objects.requireNonNull(Later.of(command)));
      }
    }
    return taken;
  }

  // ---- after it

  /// Somebody has submitted and found nobody awake.
  void somebodyCame() {
    if (ending) {
      watch();
    }
  }

  /// A worker has retired, and stands in no list any more.
  void somebodyLeft() {
    if (ending) {
      balancer.poke(); // it ends when the last one has left
    }
  }

  /// Starts the balancer's thread, if there is none: at first, and when somebody submits after the
  /// end and finds nobody awake. Both sides:
  ///
  /// ```text
  /// submitter, after the end              balancer that has nothing left to watch
  /// 1. task in the inbox, or worker up    1. watched = false
  /// 2. watched? else start                2. any task, any worker? then watched = true (CAS), go on
  /// ```
  ///
  /// If the balancer's step 1 comes first, the submitter starts another. If not, the balancer's
  /// step 2 sees the task, or the worker that took it; or that one has retired meanwhile.
  void watch() {
    if (watched.compareAndSet(false, true)) {
      try {
        OwnThreads.daemon(parts.name() + "-balancer", this::balance).start();
      } catch (Throwable e) {
        watched.set(false);
        throw e;
      }
    }
  }

  private void balance() {
    boolean over = false;
    while (!over) {
      balancer.run(); // throws nothing
      try {
        watched.set(false);
        over = isDeserted() || !watched.compareAndSet(false, true); // or there is another
      } catch (Throwable _) {
        // no memory: it looks once more
      }
    }
  }
}
