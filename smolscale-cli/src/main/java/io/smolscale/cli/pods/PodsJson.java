package io.smolscale.cli.pods;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.jvm.Placement;
import io.smolscale.cli.measure.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The trials for a program: one JSON object. Times are in microseconds.
final class PodsJson {
  private PodsJson() {}

  static String of(List<Trial> trials, Placement placement, Duration duration) throws IOException {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("jdk", Runtime.version().toString());
    report.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    report.put("processor", placement.words());
    report.put("perSecond", Trial.RATE);
    report.put("seconds", duration.toSeconds());
    report.put("trials", trials.stream().map(PodsJson::trial).toList());
    return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(report);
  }

  private static Map<String, Object> trial(Trial trial) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("case", trial.fault().title());
    json.put("scheduler", trial.contender().name());
    json.put("answersAll", trial.answersAll());
    json.put("answersNone", trial.answersNone());
    json.put("answered", trial.answered());
    json.put("unanswered", trial.unanswered());
    if (!trial.answersNone()) {
      json.put("p50", Json.rounded(trial.micros(50)));
      json.put("p99", Json.rounded(trial.micros(99)));
      json.put("slowest", Json.rounded(trial.micros(100)));
    }
    return json;
  }
}
