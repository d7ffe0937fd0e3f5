package io.smolscale.spring;

import io.smolscale.SchedulerStats;
import io.smolscale.Smolscale;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/// Whether smolscale is on, in which form and version, or why not, and whether the server is
/// inside.
final class SmolscaleInfoContributor implements InfoContributor {
  private final Server server;
  private final Presence presence = Presence.find();

  SmolscaleInfoContributor(Server server) {
    this.server = server;
  }

  @Override
  public void contribute(Info.Builder builder) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("on", presence.on());
    values.put("form", presence.form());
    values.put("version", presence.version());
    if (presence.reason() != null) {
      values.put("reason", presence.reason());
    }
    try {
      SchedulerStats stats = Smolscale.scheduler().stats();
      values.put("parallelism", stats.parallelism());
      values.put("waitsForSockets", stats.pollsSockets());
    } catch (IllegalArgumentException _) {
      // there is no scheduler to tell of, and the reason is told
    }
    values.put("serverInside", server.isInside());
    builder.withDetail("smolscale", values);
  }
}
