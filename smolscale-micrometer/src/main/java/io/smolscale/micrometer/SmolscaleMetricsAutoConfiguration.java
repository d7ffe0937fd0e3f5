package io.smolscale.micrometer;

import io.smolscale.Smolscale;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Gives a Spring Boot application the meters of the global scheduler, if smolscale is there, by
/// the option file or on the class path. `management.metrics.enable.smolscale=false` leaves them
/// out. With a setting that makes no sense there is no global scheduler, and so there are no
/// meters.
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
  @Conditional(OnGlobalScheduler.class)
  public SmolscaleMetrics smolscaleMetrics() {
    return new SmolscaleMetrics();
  }

  /// Asked last, and after the condition of the class: only where the bean would be made.
  @Order(Ordered.LOWEST_PRECEDENCE)
  static final class OnGlobalScheduler extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata metadata) {
      try {
        return ConditionOutcome.match(Smolscale.scheduler().name());
      } catch (IllegalArgumentException e) {
        return ConditionOutcome.noMatch(String.valueOf(e.getMessage()));
      }
    }
  }
}
