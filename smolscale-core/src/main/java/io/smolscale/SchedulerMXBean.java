package io.smolscale;

import java.util.List;
import java.util.Map;

/// A scheduler, for tools that look at management beans: `io.smolscale:type=Scheduler,name=…`, with
/// `smolscale` for the global one. [SchedulerBeans] says when it is there.
///
/// Attributes are numbers, texts, and tables of numbers by name, so a client needs no class of
/// ours. Times in tables are in nanoseconds, and their names say so. None of the calls blocks; what
/// is counted by looking at each thread is counted once a second at most, however often it is asked
/// for.
public interface SchedulerMXBean {
  /// Returns the scheduler's name.
  String getName();

  /// Returns when it was made, as `System.currentTimeMillis()` has it.
  long getStartTime();

  /// Returns [SchedulerStats#numbers].
  Map<String, Long> getNumbers();

  /// Returns [SchedulerStats#parallelism].
  int getParallelism();

  /// Returns [SchedulerStats#workers].
  int getWorkerCount();

  /// Returns [SchedulerStats#spares].
  int getSpareCount();

  /// Returns [SchedulerStats#awake].
  int getAwakeCount();

  /// Returns [SchedulerStats#busy].
  int getBusyCount();

  /// Returns [SchedulerStats#waiting].
  long getWaitingCount();

  /// Returns [SchedulerStats#tasks].
  long getTaskCount();

  /// Returns [SchedulerStats#wakeUps].
  long getWakeUpCount();

  /// Returns [SchedulerStats#rescues].
  long getRescueCount();

  /// Returns whether idle workers wait for sockets: [SchedulerStats#pollsSockets].
  boolean isPollingSockets();

  /// Returns the counts of [ThreadCounts]: `live`, `runnable`, `running`, `parked`, `pinned`, and
  /// `parkedLock` to `parkedOther`. Empty where they are not known.
  Map<String, Long> getVirtualThreads();

  /// Returns [SchedulingLatency#fromOutside]: `count`, `totalNanos`, `p50Nanos`, `p90Nanos`,
  /// `p99Nanos`, `longestNanos`.
  Map<String, Long> getWaitsFromOutside();

  /// Returns [SchedulingLatency#fromInside], likewise.
  Map<String, Long> getWaitsFromInside();

  /// Returns [WorkerTimes] by the names of the workers: `tasksNanos`, `stuckNanos`, `pollingNanos`,
  /// `lookingNanos`, `asleepNanos`, and where they are known, `processorNanos` and
  /// `offProcessorNanos`.
  Map<String, Map<String, Long>> getWorkers();

  /// Returns what stuck workers were doing, the latest last: [SchedulerStats.Rescue#describe].
  List<String> getLastRescues();

  /// Returns whether a [Profile] is kept, of this process.
  boolean isProfiling();

  /// Starts or stops the [Profile] of this process.
  void setProfiling(boolean on);

  /// Returns the [Profile] of this process, as a table for people.
  String getProfile();

  /// Returns a report for people.
  String describe();
}
