package io.smolscale.cli.top;

import io.smolscale.cli.jvm.Schedstat;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What happened between two samples.
final class Rates {
  private final @Nullable Sample longBefore;
  private final Sample before;
  private final Sample now;
  private final double seconds;
  private final Map<Long, Scheduler.Lane> lanesBefore = new HashMap<>();

  /// Compares two samples.
  ///
  /// @param longBefore where delays are counted from, which are sampled too rarely for one second;
  ///   or null for the start of each scheduler
  Rates(@Nullable Sample longBefore, Sample before, Sample now) {
    this.longBefore = longBefore;
    this.before = before;
    this.now = now;
    seconds = Math.max(1e-3, (now.nanos() - before.nanos()) / 1e9);
    before.schedulers().stream()
        .flatMap(scheduler -> scheduler.lanes().stream())
        .forEach(lane -> lanesBefore.put(lane.worker(), lane));
  }

  double seconds() {
    return seconds;
  }

  /// How much a number of a scheduler has grown a second.
  double of(Scheduler scheduler, String key) {
    return then(before, scheduler)
        .map(then -> Math.max(0, scheduler.get(key) - then.get(key)) / seconds)
        .orElse(0.0);
  }

  /// How long tasks have waited for a worker lately.
  Delays delays(Scheduler scheduler) {
    Delays all = Delays.of(scheduler);
    return Optional.ofNullable(longBefore)
        .flatMap(sample -> then(sample, scheduler))
        .map(then -> all.since(Delays.of(then)))
        .orElse(all);
  }

  private static Optional<Scheduler> then(Sample sample, Scheduler scheduler) {
    return sample.schedulers().stream()
        .filter(then ->
            then.name().equals(scheduler.name()) && then.get("since") == scheduler.get("since"))
        .findFirst();
  }

  /// How many tasks a worker has begun a second.
  double tasksOf(Scheduler.Lane lane) {
    return before(lane).map(then -> Math.max(0, lane.task() - then.task()) / seconds).orElse(0.0);
  }

  /// Whether a worker is in the task in which it was then.
  boolean isStillInTask(Scheduler.Lane lane) {
    return lane.isInTask()
        && before(lane).filter(then -> then.isInTask() && then.task() == lane.task()).isPresent();
  }

  private Optional<Scheduler.Lane> before(Scheduler.Lane lane) {
    return Optional.ofNullable(lanesBefore.get(lane.worker()));
  }

  /// Which part of the time a worker had a processor.
  double ran(Scheduler.Lane lane) {
    Schedstat then = before.kernel().threads().get(lane.system());
    Schedstat since = now.kernel().threads().get(lane.system());
    return then == null || since == null ? 0 : share(since.ranNanos() - then.ranNanos());
  }

  /// Which part of the time a worker waited for a processor.
  double queued(Scheduler.Lane lane) {
    Schedstat then = before.kernel().threads().get(lane.system());
    Schedstat since = now.kernel().threads().get(lane.system());
    return then == null || since == null ? 0 : share(since.queuedNanos() - then.queuedNanos());
  }

  /// How many cores the process used.
  double cpu() {
    return share(now.kernel().cpuNanos() - before.kernel().cpuNanos());
  }

  /// Which part of the time a container's limit stopped it.
  double throttled() {
    return share(now.kernel().throttledNanos() - before.kernel().throttledNanos());
  }

  /// Which part of the time garbage was collected.
  double collectors() {
    return share(now.counters().collectorNanos() - before.counters().collectorNanos());
  }

  private double share(long nanos) {
    return Math.max(0, nanos / 1e9 / seconds);
  }
}
