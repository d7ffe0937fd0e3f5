package io.smolscale.pekko;

import io.smolscale.SchedulerStats;
import java.util.Locale;
import java.util.Objects;

/// What a dispatcher is doing at one moment.
///
/// @param id of the dispatcher: its path in the configuration
/// @param virtualThreads whether its actors run on virtual threads, and not on workers
/// @param ownScheduler whether it has a scheduler for itself; otherwise it shares the global one
/// @param inFlight how many runs of its actors, and other tasks, are waiting or running: an actor
///   counts once, however many messages it has. Exact when none comes or goes
/// @param scheduler what its scheduler is doing, and has done so far: of the global one, for
///   everybody in this JVM
public record DispatcherStats(
    String id,
    boolean virtualThreads,
    boolean ownScheduler,
    long inFlight,
    SchedulerStats scheduler) {

  /// Checks for nulls.
  public DispatcherStats {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(scheduler, "scheduler");
  }

  /// Returns a report in one line, for people; `scheduler().describe()` goes on.
  public String describe() {
    return String.format(
        Locale.ROOT,
        "dispatcher %s: %d in flight, on %s of %s scheduler %s",
        id,
        inFlight,
        virtualThreads ? "virtual threads" : "workers",
        ownScheduler ? "its own" : "the global",
        scheduler.name());
  }
}
