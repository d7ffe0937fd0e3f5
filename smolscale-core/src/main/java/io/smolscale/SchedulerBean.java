package io.smolscale;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The bean of one scheduler, which it does not keep from being collected.
final class SchedulerBean implements SchedulerMXBean {
  private static final long FRESH_NANOS = 1_000_000_000;

  private final WeakReference<Scheduler> scheduler;
  private final String name;
  private @Nullable Map<String, Long> threads; // guarded by this
  private long countedAt; // guarded by this

  SchedulerBean(Scheduler scheduler) {
    this.scheduler = new WeakReference<>(scheduler);
    name = scheduler.name();
  }

  boolean isOf(Scheduler other) {
    return scheduler.refersTo(other);
  }

  boolean isOver() {
    Scheduler of = scheduler.get();
    return of == null || of.isTerminated();
  }

  private Scheduler scheduler() {
    Scheduler of = scheduler.get();
    if (of == null) {
      throw new IllegalStateException("scheduler \"" + name + "\" is no more");
    }
    return of;
  }

  private SchedulerStats stats() {
    return scheduler().stats();
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public long getStartTime() {
    return stats().since().toEpochMilli();
  }

  @Override
  public Map<String, Long> getNumbers() {
    return stats().numbers();
  }

  @Override
  public int getParallelism() {
    return stats().parallelism();
  }

  @Override
  public int getWorkerCount() {
    return stats().workers();
  }

  @Override
  public int getSpareCount() {
    return stats().spares();
  }

  @Override
  public int getAwakeCount() {
    return stats().awake();
  }

  @Override
  public int getBusyCount() {
    return stats().busy();
  }

  @Override
  public long getWaitingCount() {
    return stats().waiting();
  }

  @Override
  public long getTaskCount() {
    return stats().tasks();
  }

  @Override
  public long getWakeUpCount() {
    return stats().wakeUps();
  }

  @Override
  public long getRescueCount() {
    return stats().rescues();
  }

  @Override
  public boolean isPollingSockets() {
    return stats().pollsSockets();
  }

  @Override
  public synchronized Map<String, Long> getVirtualThreads() {
    Map<String, Long> known = threads;
    long now = System.nanoTime();
    if (known == null || now - countedAt > FRESH_NANOS) {
      known = table(scheduler().threadCounts());
      threads = known;
      countedAt = now;
    }
    return known;
  }

  private static Map<String, Long> table(ThreadCounts counts) {
    if (!counts.isKnown()) {
      return Map.of();
    }
    Map<String, Long> table = new LinkedHashMap<>();
    table.put("live", counts.live());
    table.put("runnable", counts.runnable());
    table.put("running", counts.running());
    table.put("parked", counts.parked());
    table.put("pinned", counts.pinned());
    counts
        .parkedBy()
        .forEach((reason, number) -> table.put("parked" + capitalized(reason.name()), number));
    return table;
  }

  private static String capitalized(String name) {
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  @Override
  public Map<String, Long> getWaitsFromOutside() {
    return table(scheduler().latency().fromOutside());
  }

  @Override
  public Map<String, Long> getWaitsFromInside() {
    return table(scheduler().latency().fromInside());
  }

  private static Map<String, Long> table(WaitTimes waits) {
    Map<String, Long> table = new LinkedHashMap<>();
    table.put("count", waits.count());
    table.put("totalNanos", waits.total().toNanos());
    table.put("p50Nanos", waits.percentile(50).toNanos());
    table.put("p90Nanos", waits.percentile(90).toNanos());
    table.put("p99Nanos", waits.percentile(99).toNanos());
    table.put("longestNanos", waits.longest().toNanos());
    return table;
  }

  @Override
  public Map<String, Map<String, Long>> getWorkers() {
    Map<String, Map<String, Long>> workers = new LinkedHashMap<>();
    for (WorkerTimes.Worker worker : scheduler().workerTimes().workers()) {
      Map<String, Long> times = new LinkedHashMap<>();
      times.put("tasksNanos", worker.tasks().toNanos());
      times.put("stuckNanos", worker.stuck().toNanos());
      times.put("pollingNanos", worker.polling().toNanos());
      times.put("lookingNanos", worker.looking().toNanos());
      times.put("asleepNanos", worker.asleep().toNanos());
      worker.processor().map(Duration::toNanos).ifPresent(t -> times.put("processorNanos", t));
      worker
          .offProcessor()
          .map(Duration::toNanos)
          .ifPresent(t -> times.put("offProcessorNanos", t));
      workers.put(worker.name(), times);
    }
    return workers;
  }

  @Override
  public List<String> getLastRescues() {
    return stats().lastRescues().stream().map(SchedulerStats.Rescue::describe).toList();
  }

  @Override
  public boolean isProfiling() {
    return Profile.isOn();
  }

  @Override
  public void setProfiling(boolean on) {
    if (on) {
      Profile.start();
    } else {
      Profile.stop();
    }
  }

  @Override
  public String getProfile() {
    return Profile.take().describe();
  }

  @Override
  public String describe() {
    Scheduler of = scheduler();
    return of.stats().describe()
        + of.threadCounts().describe()
        + of.latency().describe()
        + of.workerTimes().describe();
  }
}
