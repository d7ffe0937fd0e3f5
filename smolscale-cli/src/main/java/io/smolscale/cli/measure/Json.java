package io.smolscale.cli.measure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// How figures and ratios stand in the JSON of every report.
public final class Json {
  private Json() {}

  /// A ratio, its range and what it means.
  public static Map<String, Object> ratio(Ratio ratio) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", rounded(ratio.value()));
    json.put("min", rounded(ratio.min()));
    json.put("max", rounded(ratio.max()));
    json.put("verdict", ratio.verdict().name().toLowerCase(Locale.ROOT));
    return json;
  }

  /// Adds a figure, if there is one.
  public static void put(Map<String, Object> json, String key, OptionalDouble value) {
    value.ifPresent(number -> json.put(key, rounded(number)));
  }

  /// Three digits behind the point: no measurement here is more exact.
  public static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }
}
