package io.smolscale.spring;

import java.time.Duration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Health and info, where the application has Actuator.
@AutoConfiguration(after = SmolscaleServerAutoConfiguration.class)
public class SmolscaleActuatorAutoConfiguration {
  /// Called by Spring.
  public SmolscaleActuatorAutoConfiguration() {}

  /// Apart, for applications without it.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
  @EnableConfigurationProperties(SmolscaleHealthProperties.class)
  static class HealthPart {
    @Bean
    @ConditionalOnEnabledHealthIndicator("smolscale")
    SmolscaleHealthIndicator smolscaleHealthIndicator(
        ListableBeanFactory beans, SmolscaleHealthProperties properties) {
      Duration longest = properties.getLongestWait();
      if (longest.isNegative() || longest.isZero()) {
        throw new RefusedConfigurationException(
            "management.health.smolscale.longest-wait=" + longest + " is no time to wait",
            "Give it a duration above 0, as 10s, or leave it out.",
            null);
      }
      return new SmolscaleHealthIndicator(beans, longest);
    }
  }

  /// Likewise.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
  static class InfoPart {
    @Bean
    @ConditionalOnEnabledInfoContributor("smolscale")
    SmolscaleInfoContributor smolscaleInfoContributor(Server server) {
      return new SmolscaleInfoContributor(server);
    }
  }
}
