package io.smolscale.cli.why;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.dump.ThreadAt;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was found, as JSON.
final class WhyJson {
  private WhyJson() {}

  static String of(long pid, List<Finding> findings, Evidence evidence, @Nullable String missing)
      throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("process", pid);
    json.put("scheduler", evidence.now().scheduler());
    json.put("secondsBetweenLooks", evidence.seconds());
    json.put("threads", evidence.threads().size());
    json.put("findings", findings.stream().map(WhyJson::finding).toList());
    if (missing != null) {
      json.put("notSeen", missing);
    }
    return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(json);
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", finding.kind().name().toLowerCase(Locale.ROOT));
    json.put("certain", finding.certain());
    json.put("headline", finding.headline());
    json.put("because", finding.because());
    json.put("affected", finding.affected());
    json.put("threads", finding.threads().stream().map(WhyJson::part).toList());
    return json;
  }

  private static Map<String, Object> part(Finding.Part part) {
    ThreadAt thread = part.thread();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", thread.id());
    json.put("name", thread.name());
    json.put("virtual", thread.virtual());
    json.put("state", thread.state());
    json.put("part", part.part());
    if (!thread.waitsFor().isEmpty()) {
      json.put("waitsFor", thread.waitsFor());
    }
    if (thread.isMounted()) {
      json.put("carrier", thread.carrier());
    }
    json.put(
        "stack",
        thread.stack().stream()
            .map(frame -> frame.type() + "." + frame.method() + "(" + frame.place() + ")")
            .toList());
    return json;
  }
}
