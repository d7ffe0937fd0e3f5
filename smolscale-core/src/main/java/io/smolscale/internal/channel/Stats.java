package io.smolscale.internal.channel;

import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.internal.observe.Histogram;
import io.smolscale.internal.profile.Site;
import io.smolscale.internal.profile.Sites;
import io.smolscale.internal.runtime.Global;
import io.smolscale.internal.runtime.Version;
import io.smolscale.internal.worker.Account;
import io.smolscale.internal.worker.Crew;
import io.smolscale.internal.worker.Crews;
import io.smolscale.internal.worker.Lane;
import io.smolscale.internal.worker.Witness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What all schedulers of the process are doing, as JSON. Nothing is made by asking: where no
/// virtual thread has been started yet, there is none.
final class Stats {
  private static final int MOST_FRAMES = 12; // of a stuck task's stack

  private Stats() {}

  /// Returns it.
  ///
  /// @param since the time, in milliseconds of the calendar, from which on workers that were stuck
  ///   are told
  static Map<String, Object> now(long since) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("version", Version.NUMBER);
    answer.put("process", ProcessHandle.current().pid());
    answer.put("millis", System.currentTimeMillis());
    answer.put("nanos", System.nanoTime());
    List<Object> schedulers = new ArrayList<>();
    for (Crew crew : Crews.withThreads()) {
      schedulers.add(of(crew, since));
    }
    answer.put("schedulers", schedulers);
    Sites profile = Global.profileIfKept();
    answer.put("profile", profile != null);
    answer.put("sites", profile == null ? List.of() : sites(profile));
    return answer;
  }

  private static Map<String, Object> of(Crew crew, long since) {
    Map<String, Object> json = new LinkedHashMap<>();
    Account.Totals totals = crew.totals();
    json.put("name", crew.name());
    json.put("since", crew.since().toEpochMilli());
    json.put("parallelism", crew.figures().parallelism());
    json.put("workers", crew.figures().size());
    json.put("mayGrow", Lane.mayGrow(crew));
    json.put("spares", crew.spares());
    json.put("awake", crew.awake());
    json.put("busy", crew.figures().busy());
    json.put("waiting", crew.figures().waiting());
    json.put("oldestWaitNanos", crew.oldestWaits());
    json.put("waits", waits(crew.waitsInInbox(), crew.waitsInRing()));
    json.put("pollsSockets", crew.isPolling());
    json.put("tasks", totals.tasks());
    json.put("wakeUps", totals.wakeUps());
    json.put("helps", totals.helps());
    json.put("helpsUnpaid", totals.helpsUnpaid());
    json.put("tasksMoved", totals.tasksMoved());
    json.put("rescues", totals.rescues());
    json.put("standDowns", totals.standDowns());
    json.put("sparesMost", totals.sparesMost());
    List<Object> lanes = new ArrayList<>();
    for (Lane lane : Lane.of(crew, Jdk25.VM)) {
      lanes.add(of(lane));
    }
    json.put("lanes", lanes);
    List<Object> stuck = new ArrayList<>();
    for (Witness.Sighting seen : crew.sightings()) {
      if (seen.at().toEpochMilli() >= since) {
        stuck.add(of(seen));
      }
    }
    json.put("stuck", stuck);
    return json;
  }

  /// Returns how long sampled tasks have waited for a worker since the start: for each bucket that
  /// is not empty the nanoseconds below which it ends, and its count.
  private static List<Object> waits(@Nullable Histogram inbox, @Nullable Histogram ring) {
    List<Object> buckets = new ArrayList<>();
    if (inbox != null && ring != null) {
      long[] outside = inbox.counts();
      long[] inside = ring.counts();
      for (int i = 0; i < outside.length; i++) {
        long count = outside[i] + inside[i];
        if (count > 0) {
          buckets.add(List.of(Histogram.end(i), count));
        }
      }
    }
    return buckets;
  }

  private static Map<String, Object> of(Lane lane) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", lane.name());
    json.put("worker", lane.workerId());
    json.put("system", lane.systemId());
    json.put("spare", lane.spare());
    json.put("state", lane.state().name().toLowerCase(Locale.ROOT));
    json.put("task", lane.task());
    json.put("waiting", lane.waiting());
    json.put("thread", lane.threadId());
    json.put("threadName", lane.threadName());
    return json;
  }

  private static Map<String, Object> of(Witness.Sighting seen) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("at", seen.at().toEpochMilli());
    json.put("worker", seen.worker());
    json.put("thread", seen.threadId());
    json.put("threadName", seen.threadName());
    json.put(
        "stack",
        seen.stack().stream().limit(MOST_FRAMES).map(StackTraceElement::toString).toList());
    return json;
  }

  private static List<Map<String, Object>> sites(Sites profile) {
    return profile.lines().stream().map(Stats::of).toList();
  }

  private static Map<String, Object> of(Site.Line line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("site", line.name());
    json.put("started", line.started());
    json.put("ended", line.ended());
    json.put("runs", line.runs());
    json.put("ranNanos", line.ran());
    json.put("longestNanos", line.longest());
    json.put("waitedNanos", line.waited());
    return json;
  }
}
