package io.smolscale;

import io.smolscale.internal.observe.ProcessorTimes;
import io.smolscale.internal.worker.Crew;
import io.smolscale.internal.worker.Hours;
import io.smolscale.internal.worker.Witness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a crew says of itself, as the public types have it.
final class CrewReport {
  private CrewReport() {}

  /// Returns what a scheduler is doing, and has done.
  ///
  /// @param active how many tasks have been spawned and have not ended
  static SchedulerStats stats(
      String name, Crew crew, long active, SchedulerStats.Immortals immortals) {
    return new SchedulerStats(
        name,
        crew.figures().parallelism(),
        crew.since(),
        new SchedulerStats.Workers(
            crew.figures().size(), crew.spares(), crew.awake(), crew.figures().busy()),
        crew.figures().waiting(),
        active,
        crew.totals(),
        crew.isPolling(),
        crew.sightings().stream().map(CrewReport::rescue).toList(),
        immortals);
  }

  private static SchedulerStats.Rescue rescue(Witness.Sighting seen) {
    return new SchedulerStats.Rescue(
        seen.at(), seen.worker(), seen.threadName(), seen.threadId(), seen.stack());
  }

  /// Returns for how long tasks wait for a worker.
  static SchedulingLatency latency(Crew crew) {
    return new SchedulingLatency(
        WaitTimes.of(crew.waitsInInbox()),
        WaitTimes.of(crew.waitsInRing()),
        Duration.ofNanos(crew.oldestWaits()));
  }

  /// Returns what the workers spend their time on.
  static WorkerTimes workerTimes(Crew crew) {
    Hours.OfWorker retired = crew.hoursOfRetired(); // first: none is there twice
    return WorkerTimes.of(
        crew.hours().stream().map(CrewReport::worker).toList(),
        retired == null ? List.of() : List.of(worker(retired)));
  }

  private static WorkerTimes.Worker worker(Hours.OfWorker of) {
    ProcessorTimes.OfThread processor = ProcessorTimes.of(of.number());
    return new WorkerTimes.Worker(
        of.name(),
        of.spare(),
        of.busy(),
        of.queued(),
        Duration.ofNanos(of.tasks()),
        Duration.ofNanos(of.stuck()),
        Duration.ofNanos(of.polling()),
        Duration.ofNanos(of.looking()),
        Duration.ofNanos(of.asleep()),
        known(processor.ran()),
        known(processor.waited()));
  }

  private static Optional<Duration> known(long nanos) {
    return nanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }
}
