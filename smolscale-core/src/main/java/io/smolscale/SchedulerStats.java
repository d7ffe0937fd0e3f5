package io.smolscale;

import io.smolscale.internal.worker.Account;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a scheduler is doing at one moment, and what it has done since it was made.
///
/// The values are read one after the other while work goes on, so they need not add up; in a quiet
/// scheduler they are exact. Counting costs nothing for each task: `tasks` and `wakeUps` are sums
/// of what the workers note for themselves in any case, and the others are counted where a worker
/// is woken or has run dry, or when the balancer looks.
///
/// On the JDK's own scheduler nobody counts what has been done: `spares` and all from `tasks` on is
/// 0, false or empty, but for the `immortals`.
///
/// More may be added with time, so it is no record: there is an accessor for each value, and
/// [#numbers] has those that are numbers, by name, in an order that stays. Values are immutable.
public final class SchedulerStats {
  private final String name;
  private final int parallelism;
  private final Instant since;
  private final Workers now;
  private final long waiting;
  private final long activeTasks;
  private final Account.Totals done;
  private final boolean pollsSockets;
  private final List<Rescue> lastRescues;
  private final Immortals immortals;

  /// How many workers there are, and what they do.
  record Workers(int workers, int spares, int awake, int busy) {}

  SchedulerStats(
      String name,
      int parallelism,
      Instant since,
      Workers now,
      long waiting,
      long activeTasks,
      Account.Totals done,
      boolean pollsSockets,
      List<Rescue> lastRescues,
      Immortals immortals) {
    this.name = Objects.requireNonNull(name, "name");
    this.parallelism = parallelism;
    this.since = Objects.requireNonNull(since, "since");
    this.now = Objects.requireNonNull(now, "now");
    this.waiting = waiting;
    this.activeTasks = activeTasks;
    this.done = Objects.requireNonNull(done, "done");
    this.pollsSockets = pollsSockets;
    this.lastRescues = List.copyOf(lastRescues);
    this.immortals = Objects.requireNonNull(immortals, "immortals");
  }

  /// Returns the scheduler's name.
  public String name() {
    return name;
  }

  /// Returns how many workers it means to run at once.
  public int parallelism() {
    return parallelism;
  }

  /// Returns when it was made.
  public Instant since() {
    return since;
  }

  /// Returns how many of its threads exist, spares included.
  public int workers() {
    return now.workers();
  }

  /// Returns how many of them are spares.
  public int spares() {
    return now.spares();
  }

  /// Returns how many workers are awake: in a task, or looking for one.
  public int awake() {
    return now.awake();
  }

  /// Returns how many are in a task.
  public int busy() {
    return now.busy();
  }

  /// Returns how many tasks can run and wait for a worker.
  public long waiting() {
    return waiting;
  }

  /// Returns how many [tasks][Task] have been spawned and have not ended.
  public long activeTasks() {
    return activeTasks;
  }

  /// Returns how often a worker has begun to run something: a plain task, or a virtual thread,
  /// which counts when it starts and each time that it goes on.
  public long tasks() {
    return done.tasks();
  }

  /// Returns how often another thread woke a sleeping worker, for whatever reason, its first start
  /// included. A worker that wakes itself when one of its timers is due is not counted.
  public long wakeUps() {
    return done.wakeUps();
  }

  /// Returns how many of these wake-ups were for a share of the work of others, because waiting
  /// would have cost more.
  public long helps() {
    return done.helps();
  }

  /// Returns how many helpers ran dry before they had earned their wake-up.
  public long helpsUnpaid() {
    return done.helpsUnpaid();
  }

  /// Returns how many tasks went from one worker to another, or to all, because their own worker
  /// was slow or stuck, about to block, or a spare that stood down.
  public long tasksMoved() {
    return done.tasksMoved();
  }

  /// Returns how often others came for a worker that was stuck in a task: what waited behind it
  /// went to them each time that something did, or a spare was started beside it, which counts once
  /// for each task.
  public long rescues() {
    return done.rescues();
  }

  /// Returns how often a spare was told that it is not needed any more.
  public long standDowns() {
    return done.standDowns();
  }

  /// Returns how many spares there were at most at one time.
  public int sparesMost() {
    return done.sparesMost();
  }

  /// Returns whether idle workers wait for the sockets of virtual threads themselves; otherwise the
  /// JDK's poller threads do.
  public boolean pollsSockets() {
    return pollsSockets;
  }

  /// Returns what stuck workers were doing, the latest last: up to 16, of which a few are taken
  /// down in one second, and none twice for the same task.
  public List<Rescue> lastRescues() {
    return lastRescues;
  }

  /// Returns its [immortals][Immortal], and whether one is in a crash loop.
  public Immortals immortals() {
    return immortals;
  }

  /// Returns every value that is a number, by the name of its accessor, those of the immortals with
  /// `immortals` before it. The order is that of this class and stays; what is added with time
  /// comes at the end. Not to be changed.
  public Map<String, Long> numbers() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("parallelism", (long) parallelism);
    numbers.put("workers", (long) now.workers());
    numbers.put("spares", (long) now.spares());
    numbers.put("awake", (long) now.awake());
    numbers.put("busy", (long) now.busy());
    numbers.put("waiting", waiting);
    numbers.put("activeTasks", activeTasks);
    numbers.put("tasks", done.tasks());
    numbers.put("wakeUps", done.wakeUps());
    numbers.put("wakeUpsAvoided", wakeUpsAvoided());
    numbers.put("wakeUpsInVain", wakeUpsInVain());
    numbers.put("helps", done.helps());
    numbers.put("helpsUnpaid", done.helpsUnpaid());
    numbers.put("tasksMoved", done.tasksMoved());
    numbers.put("rescues", done.rescues());
    numbers.put("standDowns", done.standDowns());
    numbers.put("sparesMost", (long) done.sparesMost());
    numbers.put("immortalsAlive", (long) immortals.alive());
    numbers.put("immortalsRespawns", immortals.respawns());
    numbers.put("immortalsFailures", immortals.failures());
    return Collections.unmodifiableMap(numbers);
  }

  /// Returns whether the other has the same values, all of them.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SchedulerStats stats && values().equals(stats.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  /// Returns [#describe].
  @Override
  public String toString() {
    return describe();
  }

  private List<Object> values() {
    return List.of(name, since, numbers(), pollsSockets, lastRescues, immortals);
  }

  /// Returns how many tasks have begun without anybody being woken for them: [#tasks] less
  /// [#wakeUps]. It takes each wake-up for a task that needed one, so it is too low by the wake-ups
  /// that were in vain. A scheduler that wakes a worker for every task would have 0.
  public long wakeUpsAvoided() {
    return Math.max(0, tasks() - wakeUps());
  }

  /// Returns how many wake-ups were in vain at least: [#wakeUps] less [#tasks], as none is avoided
  /// while there are more of them than tasks. A worker is woken in vain when another one has taken
  /// the task by then, and when it is started, or sent to wait for sockets, before there is one.
  public long wakeUpsInVain() {
    return Math.max(0, wakeUps() - tasks());
  }

  /// Returns a report in several lines, for people. What happens a second is the average since the
  /// scheduler was made, until the report.
  public String describe() {
    return StatsText.of(this, Instant.now());
  }

  /// The [immortals][Immortal] of a scheduler.
  ///
  /// @param alive how many have not stopped
  /// @param respawns how often one has been restarted
  /// @param failures how many runs have failed
  /// @param crashLoops those alive whose last two runs or more have all failed, the worst first, up
  ///   to 16
  public record Immortals(int alive, long respawns, long failures, List<CrashLoop> crashLoops) {
    /// Of a scheduler that has had none.
    public static final Immortals NONE = new Immortals(0, 0, 0, List.of());

    /// Keeps a copy of the list.
    public Immortals {
      crashLoops = List.copyOf(crashLoops);
    }
  }

  /// An immortal that fails each time.
  ///
  /// @param name its name, which may be empty
  /// @param failuresInARow how many of its last runs have failed
  /// @param lastFailure what the last one threw
  public record CrashLoop(String name, long failuresInARow, String lastFailure) {
    /// Checks for nulls.
    public CrashLoop {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(lastFailure, "lastFailure");
    }
  }

  /// What a worker was doing that was stuck: it lost what waited behind it, or a spare was started
  /// because all were stuck. It is the stack that stands in others' way, whether it burns the
  /// processor, blocks in native code or in a class initialiser, or is a plain task that blocks.
  ///
  /// It was seen a little after the rescue, in the same task; a task that was over by then is not
  /// in the list.
  ///
  /// @param at when it was seen
  /// @param worker the name of the worker
  /// @param threadName the name of the virtual thread that was stuck, which may be empty; the
  ///   worker's if it was in a plain task
  /// @param threadId the id of that thread
  /// @param stack what the thread was doing, the top first, 64 frames at most. Where the JDK does
  ///   not tell which virtual thread a worker runs, thread and stack are the worker's.
  public record Rescue(
      Instant at, String worker, String threadName, long threadId, List<StackTraceElement> stack) {

    /// Keeps a copy of the stack.
    public Rescue {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(worker, "worker");
      Objects.requireNonNull(threadName, "threadName");
      stack = List.copyOf(stack);
    }

    /// Returns the rescue and its stack in several lines, for people.
    public String describe() {
      return StatsText.of(this);
    }
  }
}
