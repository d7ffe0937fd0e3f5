package io.smolscale.cli.top;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of a JVM, as JSON: its answer as it is, and beside it what was computed of two.
final class TopJson {
  private TopJson() {}

  /// Returns one object.
  ///
  /// @param pretty on several lines
  static String of(long pid, Sample now, Rates rates, @Nullable Threads threads, boolean pretty)
      throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pid", pid);
    json.put("seconds", rates.seconds());
    if (now.kernel().known()) {
      json.put("cores", rates.cpu());
      json.put("throttled", rates.throttled());
    }
    json.put("collectors", rates.collectors());
    Map<String, Object> perSecond = new LinkedHashMap<>();
    for (Scheduler scheduler : now.schedulers()) {
      Map<String, Object> each = new LinkedHashMap<>();
      for (String key : List.of("tasks", "wakeUps", "helps", "tasksMoved", "rescues")) {
        each.put(key, rates.of(scheduler, key));
      }
      Delays delays = rates.delays(scheduler);
      each.put("waitsSampled", delays.count());
      each.put("waitP50Nanos", delays.quantile(0.5));
      each.put("waitP99Nanos", delays.quantile(0.99));
      each.put("lanes", scheduler.lanes().stream().map(lane -> lane(lane, rates)).toList());
      perSecond.put(scheduler.name(), each);
    }
    json.put("perSecond", perSecond);
    if (threads != null) {
      json.put("threads", threads.sites().stream().map(TopJson::site).toList());
    }
    json.put("answer", now.answer());
    return (pretty ? JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT) : JSON.std).asString(json);
  }

  private static Map<String, Object> lane(Scheduler.Lane lane, Rates rates) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", lane.name());
    json.put("ran", rates.ran(lane));
    json.put("queued", rates.queued(lane));
    json.put("tasks", rates.tasksOf(lane));
    json.put("sameTask", rates.isStillInTask(lane));
    return json;
  }

  private static Map<String, Object> site(Site site) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("site", site.name());
    json.put("live", site.live());
    json.put("running", site.running());
    for (Site.Reason reason : Site.Reason.values()) {
      json.put(reason.title(), site.parked(reason));
    }
    return json;
  }
}
