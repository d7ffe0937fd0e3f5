package io.smolscale.internal.doctor;

import io.smolscale.internal.runtime.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/// The findings for a program. What is not known is left out.
final class JsonReport {
  private JsonReport() {}

  static Map<String, Object> of(Findings findings) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("onSmolscale", findings.verdict().onSmolscale());
    json.put("verdict", findings.verdict().words());
    json.put("version", findings.version());
    json.put("jar", findings.jar());
    Map<String, Object> jvm = new LinkedHashMap<>();
    jvm.put("version", findings.jvm().version());
    jvm.put("vendor", findings.jvm().vendor());
    jvm.put("home", findings.jvm().home());
    jvm.put("os", findings.jvm().os());
    json.put("jvm", jvm);
    json.put("machine", machine(findings.machine()));
    json.put("settings", findings.settings().stream().map(JsonReport::setting).toList());
    json.put("parallelismFollowsProcessors", findings.followsProcessors());
    json.put("seams", findings.seams().stream().map(JsonReport::seam).toList());
    json.put("wayIn", findings.asAgent() ? "agent" : "option file");
    json.put("warnings", findings.warnings());
    return json;
  }

  private static Map<String, Object> machine(Findings.Machine machine) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("processors", machine.processors());
    machine.affinity().ifPresent(list -> json.put("affinity", list));
    json.put("maxHeapBytes", machine.maxHeap());
    machine.limits().source().ifPresent(source -> json.put("limitsFrom", source));
    machine.limits().processors().ifPresent(limit -> json.put("limitProcessors", limit));
    machine.limits().memory().ifPresent(limit -> json.put("limitMemoryBytes", limit));
    return json;
  }

  private static Map<String, Object> seam(Findings.Reached seam) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", seam.need().name());
    json.put("what", seam.need().what());
    json.put("bound", seam.refusal().isEmpty());
    seam.refusal()
        .ifPresent(why -> {
          json.put("reason", why);
          json.put("without", seam.need().without());
        });
    return json;
  }

  private static Map<String, Object> setting(Settings.InForce setting) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", setting.name());
    json.put("value", setting.value());
    json.put("from", setting.from());
    return json;
  }
}
