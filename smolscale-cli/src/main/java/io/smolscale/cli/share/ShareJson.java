package io.smolscale.cli.share;

import io.smolscale.cli.measure.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A share for a program.
public final class ShareJson {
  private ShareJson() {}

  /// One object.
  public static Map<String, Object> of(Share share) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sampling", share.sampling().name().toLowerCase(Locale.ROOT));
    json.put("samples", share.samples());
    json.put("lost", share.lost());
    json.put("failed", share.failed());
    json.put("scheduling", Json.rounded(share.schedulers()));
    json.put("poolsAndLoops", Json.rounded(share.platforms()));
    json.put("error", Json.rounded(share.error()));
    if (share.sampling() == Sampling.CPU_TIME) {
      json.put("mostThatCanBeSaved", Json.rounded(share.bound()));
      json.put("cpuSeconds", Json.rounded(share.total() / 1e9));
    }
    Map<String, Object> parts = new LinkedHashMap<>();
    for (Activity activity : Activity.values()) {
      parts.put(activity.key(), Json.rounded(share.part(activity)));
    }
    json.put("parts", parts);
    return json;
  }
}
