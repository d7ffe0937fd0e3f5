package io.smolscale.internal.worker;

import io.smolscale.internal.balance.Balancer;
import io.smolscale.internal.jdk.Later;
import io.smolscale.internal.jdk.OwnThreads;
import io.smolscale.internal.jdk.StandIn;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The end of a crew, and what may come after it.
///
/// [#close] lets everything that was accepted finish. When no worker is awake, nothing waits, and
/// no virtual thread of ours is alive, the balancer declares the end: the workers retire. A virtual
/// thread that the scheduler does not know about (one that a thread of ours started through the
/// JDK) may still be parked then. Its next wake-up hires a worker, which retires when it is dry,
/// and the balancer watches until all have retired: no thread is ever lost, nor does it wait behind
/// a stuck one.
final class End {
  private final Commons commons;
  private final Roster roster;
  private final Balancer balancer;
  private final AtomicBoolean isWatched = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object lock = new Object();
  private volatile Balancer.@Nullable Watched watched; // written before the first thread starts

  /// The end of a crew, not yet near.
  End(Commons commons, Roster roster) {
    this.commons = commons;
    this.roster = roster;
    balancer = commons.balancer;
  }

  /// Begins the end: what was accepted finishes, then the workers retire. Returns at once.
  void close() {
    commons.phase.close();
    balancer.poke();
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
    if (!commons.phase.isEnding()) {
      synchronized (lock) {
        if (!commons.phase.isClosing() || !isQuiet()) {
          return false;
        }
        commons.phase.end();
      }
    }
    if (ended.getCount() > 0) { // once, and once more if an error came between
      for (Worker worker : roster.workers()) {
        if (worker.thread.getState() != Thread.State.NEW) {
          commons.sleepers.wake(worker.parker);
        }
      }
      ended.countDown();
    }
    return isDeserted();
  }

  /// Returns whether the balancer is wanted for the end alone, and may not rest before: to declare
  /// it, and to end with the last worker.
  boolean isAwaited() {
    return commons.phase.isClosing() && (!commons.phase.isEnding() || isDeserted());
  }

  /// Returns whether there is no worker that has been started, and nothing for one to do.
  private boolean isDeserted() {
    return roster.threads().isEmpty() && commons.shared.inbox.isEmpty();
  }

  /// Returns whether nothing runs, waits or is alive. The parts are read one after the other while
  /// work may go on, so two readings of all that ever started or came must agree around them.
  /// Between these a worker that was seen asleep has started nothing; what it had started before
  /// was counted as alive before the worker fell asleep, or has ended.
  private boolean isQuiet() {
    Worker[] all = roster.workers(); // a spare that retires takes its part of the sum along
    long before = activity(all);
    VarHandle.fullFence();
    boolean quiet =
        !commons.sleepers.anyUp()
            && commons.parts.alive().getAsLong() == 0
            && commons.shared.inbox.isEmpty()
            && haveNoTimers(all)
            && !commons.sleepers.anyUp();
    VarHandle.fullFence();
    return quiet && activity(all) == before && Arrays.equals(roster.workers(), all);
  }

  /// The first worker is asked as the last: the timers of the others may be on their way to it.
  private static boolean haveNoTimers(Worker[] all) {
    for (int i = all.length - 1; i >= 0; i--) {
      if (all[i].holdings.timers.size() > 0) {
        return false;
      }
    }
    return true;
  }

  private long activity(Worker[] all) {
    long sum = commons.shared.inbox.added();
    for (Worker worker : all) {
      sum += worker.started();
    }
    return sum;
  }

  /// Takes every plain task that waits to run, and leaves the virtual threads. What it holds for a
  /// moment waits, although no queue has it, so the end is not declared meanwhile.
  ///
  /// @param intake takes the others back
  List<Runnable> drainPlainTasks(Intake intake) {
    synchronized (lock) {
      for (Worker worker : roster.workers()) {
        commons.shared.empty(worker.holdings);
      }
      List<Runnable> bodies = new ArrayList<>();
      List<Runnable> others = new ArrayList<>();
      for (Runnable task = commons.shared.inbox.poll();
          task != null;
          task = commons.shared.inbox.poll()) {
        if (task instanceof PlainTask(Runnable body)) {
          bodies.add(StandIn.drop(body));
        } else {
          others.add(task);
        }
      }
      others.forEach(intake::submit);
      return bodies;
    }
  }

  /// Takes the tasks that wait for their time, and that are asked for. The first worker is asked as
  /// the last, as in [#haveNoTimers].
  List<Later<?>> drainLater(Predicate<Later<?>> which) {
    List<Later<?>> taken = new ArrayList<>();
    Worker[] all = roster.workers();
    for (int i = all.length - 1; i >= 0; i--) {
      List<Runnable> commands =
          all[i].holdings.timers.take(command -> {
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
    if (commons.phase.isEnding()) {
      watch();
    }
  }

  /// A worker has retired, and stands in no list any more.
  void somebodyLeft() {
    if (commons.phase.isEnding()) {
      balancer.poke(); // it ends when the last one has left
    }
  }

  /// Starts the balancer for the first time.
  ///
  /// @param watched what it watches
  void begin(Balancer.Watched watched) {
    this.watched = watched;
    watch();
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
  private void watch() {
    if (isWatched.compareAndSet(false, true)) {
      try {
        OwnThreads.daemon(commons.parts.name() + "-balancer", this::balance).start();
      } catch (Throwable e) {
        isWatched.set(false);
        throw e;
      }
    }
  }

  private void balance() {
    boolean over = false;
    while (!over) {
      balancer.run(Objects.requireNonNull(watched)); // throws nothing
      try {
        isWatched.set(false);
        over = isDeserted() || !isWatched.compareAndSet(false, true); // or there is another
      } catch (Throwable _) {
        // no memory: it looks once more
      }
    }
  }
}
