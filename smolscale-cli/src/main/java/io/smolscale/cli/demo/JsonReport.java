package io.smolscale.cli.demo;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.measure.Json;
import io.smolscale.cli.report.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The results for a program: one JSON object. Times are in microseconds; a figure that the
/// operating system does not give is left out.
final class JsonReport {
  private JsonReport() {}

  static String of(Results results) throws IOException {
    List<String> noise = Noise.reasons(results);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("environment", environment(results.environment()));
    report.put("connections", Plan.CONNECTIONS);
    report.put("rounds", Plan.ROUNDS);
    report.put("secondsPerRound", Text.seconds(results.plan().window()));
    report.put("peakPerSecond", Math.round(results.peak()));
    report.put("rates", results.rates());
    report.put("noisy", !noise.isEmpty());
    report.put("noise", noise);
    report.put("comparisons", results.comparisons().stream().map(JsonReport::comparison).toList());
    report.put("windows", results.windows().stream().map(JsonReport::window).toList());
    return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(report);
  }

  private static Map<String, Object> environment(Results.Environment environment) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("jdk", environment.jdk());
    json.put("vendor", environment.vendor());
    json.put("os", environment.os());
    json.put("cores", environment.cores());
    return json;
  }

  private static Map<String, Object> comparison(Results.Comparison comparison) {
    List<Map<String, Object>> sides = new ArrayList<>();
    for (Series side : comparison.sides()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("scheduler", side.contender().name());
      for (Figure figure : Figure.values()) {
        Json.put(json, figure.key(), side.median(figure));
      }
      json.put("requests", side.requests());
      json.put("errors", side.errors());
      sides.add(json);
    }
    Map<String, Object> ratios = new LinkedHashMap<>();
    for (Figure figure : Figure.values()) {
      comparison.ratio(figure).ifPresent(ratio -> ratios.put(figure.key(), Json.ratio(ratio)));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rate", comparison.rate());
    json.put("medians", sides);
    json.put("ratios", ratios);
    return json;
  }

  private static Map<String, Object> window(Window window) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("scheduler", window.contender());
    json.put("rate", window.rate());
    json.put("round", window.round());
    for (Figure figure : Figure.values()) {
      Json.put(json, figure.key(), figure.of(window));
    }
    json.put("requests", window.requests());
    json.put("errors", window.errors());
    json.put("seconds", Json.rounded(window.seconds()));
    json.put("generatorDelayP99", Json.rounded(window.conditions().delayP99Micros()));
    json.put("otherProcesses", Json.rounded(window.conditions().disturbance().others()));
    json.put("stolen", Json.rounded(window.conditions().disturbance().stolen()));
    json.put("endedThreads", window.endedThreads());
    return json;
  }
}
