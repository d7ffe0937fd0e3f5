package io.smolscale.cli.demo;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.measure.Ratio;
import io.smolscale.cli.report.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

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
        put(json, figure.key(), side.median(figure));
      }
      json.put("requests", side.requests());
      json.put("errors", side.errors());
      sides.add(json);
    }
    Map<String, Object> ratios = new LinkedHashMap<>();
    for (Figure figure : Figure.values()) {
      comparison.ratio(figure).ifPresent(ratio -> ratios.put(figure.key(), ratio(ratio)));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rate", comparison.rate());
    json.put("medians", sides);
    json.put("ratios", ratios);
    return json;
  }

  private static Map<String, Object> ratio(Ratio ratio) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", rounded(ratio.value()));
    json.put("min", rounded(ratio.min()));
    json.put("max", rounded(ratio.max()));
    json.put("verdict", ratio.verdict().name().toLowerCase(Locale.ROOT));
    return json;
  }

  private static Map<String, Object> window(Window window) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("scheduler", window.contender());
    json.put("rate", window.rate());
    json.put("round", window.round());
    for (Figure figure : Figure.values()) {
      put(json, figure.key(), figure.of(window));
    }
    json.put("requests", window.requests());
    json.put("errors", window.errors());
    json.put("seconds", rounded(window.seconds()));
    json.put("generatorDelayP99", rounded(window.conditions().delayP99Micros()));
    json.put("otherProcesses", rounded(window.conditions().disturbance().others()));
    json.put("stolen", rounded(window.conditions().disturbance().stolen()));
    json.put("endedThreads", window.endedThreads());
    return json;
  }

  private static void put(Map<String, Object> json, String key, OptionalDouble value) {
    value.ifPresent(number -> json.put(key, rounded(number)));
  }

  private static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }
}
