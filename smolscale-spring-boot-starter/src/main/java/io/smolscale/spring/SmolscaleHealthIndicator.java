package io.smolscale.spring;

import io.smolscale.Scheduler;
import io.smolscale.SchedulerStats;
import io.smolscale.Smolscale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/// Down when something that can run has waited for a worker for too long, on the global scheduler
/// or one of the application's own: all workers are held then, and no spare helps. Where a setting
/// makes no sense there is no global scheduler, and nothing can wait for it: the details say why.
final class SmolscaleHealthIndicator extends AbstractHealthIndicator {
  private final ListableBeanFactory beans;
  private final Duration longest;

  SmolscaleHealthIndicator(ListableBeanFactory beans, Duration longest) {
    super("smolscale cannot be asked");
    this.beans = beans;
    this.longest = longest;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    List<Scheduler> all = new ArrayList<>(beans.getBeansOfType(Scheduler.class).values());
    Map<String, Object> details = new TreeMap<>();
    try {
      all.add(Smolscale.scheduler());
    } catch (IllegalArgumentException e) {
      details.put("smolscale", Map.of("off", String.valueOf(e.getMessage())));
    }
    boolean up = true;
    for (Scheduler scheduler : all) {
      SchedulerStats stats = scheduler.stats();
      Duration oldest = scheduler.latency().oldestNow();
      up &= oldest.compareTo(longest) <= 0;
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("parallelism", stats.parallelism());
      values.put("busy", stats.busy());
      values.put("spares", stats.spares());
      values.put("waiting", stats.waiting());
      values.put("oldestWaits", oldest.toString());
      details.put(scheduler.name(), values);
    }
    builder.status(up ? "UP" : "DOWN").withDetails(details);
    if (!up) {
      builder.withDetail("limit", longest.toString());
    }
  }
}
