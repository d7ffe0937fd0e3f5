package io.smolscale.micrometer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/// Gives a Spring Boot application the meters of the global scheduler, if smolscale is there, by
/// the option file or on the class path. `management.metrics.enable.smolscale=false` leaves them
/// out.
@AutoConfiguration
@ConditionalOnClass(
    name = {
      "io.smolscale.Smolscale",
      "io.smolscale.SchedulingLatency", // an older one has no such numbers
      "io.micrometer.core.instrument.binder.MeterBinder"
    })
public class SmolscaleMetricsAutoConfiguration {
  /// Called by Spring.
  public SmolscaleMetricsAutoConfiguration() {}

  /// Returns the binder, which Spring Boot binds to each registry.
  @Bean
  @ConditionalOnMissingBean
  public SmolscaleMetrics smolscaleMetrics() {
    return new SmolscaleMetrics();
  }
}
