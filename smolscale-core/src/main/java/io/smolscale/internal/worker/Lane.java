package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.Vm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one worker is doing at one moment, for observers from outside. The parts are read one after
/// the other while work goes on.
///
/// @param name of the worker
/// @param workerId the thread id of the worker
/// @param systemId the operating system's number of its thread, in the process's own name space; -1
///   where that is not known
/// @param spare whether it is a spare
/// @param state what it is doing
/// @param task how many tasks it has begun: the same number later means the same task
/// @param waiting how many tasks wait in its ring and slot
/// @param threadId the thread that it runs, its own in a plain task; -1 if it is in no task
/// @param threadName the name of that thread, which may be empty
public record Lane(
    String name,
    long workerId,
    int systemId,
    boolean spare,
    State state,
    long task,
    int waiting,
    long threadId,
    String threadName) {

  /// What a worker may be doing.
  public enum State {
    /// It has no task, and sleeps, be it in the wait for sockets.
    ASLEEP,
    /// It has no task, and looks for one.
    LOOKING,
    /// It is in a task.
    RUNNING,
    /// It is in a task that waits for something, and keeps it.
    HELD
  }

  /// Returns the workers of a crew that have been started.
  public static List<Lane> of(Crew crew, Vm vm) {
    List<Lane> lanes = new ArrayList<>();
    for (Worker worker : crew.roster.workers()) {
      if (worker.thread.getState() != Thread.State.NEW) {
        lanes.add(of(worker, vm));
      }
    }
    return List.copyOf(lanes);
  }

  /// Returns the thread that a worker runs, its own in a plain task; null if there is no such
  /// worker, or it is in no task.
  ///
  /// @param workerId the thread id of the worker
  public static @Nullable Thread threadOn(Crew crew, long workerId, Vm vm) {
    for (Worker worker : crew.roster.workers()) {
      if (worker.thread.threadId() == workerId && worker.holdings.isBusy()) {
        return vm.mountedOn(worker.thread);
      }
    }
    return null;
  }

  /// Returns whether one more worker may come where all are stuck.
  public static boolean mayGrow(Crew crew) {
    return crew.roster.mayGrow();
  }

  private static Lane of(Worker worker, Vm vm) {
    State state = stateOf(worker);
    boolean inTask = state == State.RUNNING || state == State.HELD;
    Thread runs = inTask ? vm.mountedOn(worker.thread) : worker.thread;
    return new Lane(
        worker.name,
        worker.thread.threadId(),
        worker.systemNumber(),
        worker.isSpare(),
        state,
        worker.started(),
        worker.holdings.waiting(),
        inTask ? runs.threadId() : -1,
        inTask ? runs.getName() : "");
  }

  private static State stateOf(Worker worker) {
    if (!worker.holdings.isBusy()) {
      return worker.parker.isAsleep() ? State.ASLEEP : State.LOOKING;
    }
    boolean waits =
        worker.isAway()
            || worker.parker.isBlocking()
            || switch (worker.thread.getState()) {
              case BLOCKED, WAITING, TIMED_WAITING -> true;
              case NEW, RUNNABLE, TERMINATED -> false;
            };
    return waits ? State.HELD : State.RUNNING;
  }
}
