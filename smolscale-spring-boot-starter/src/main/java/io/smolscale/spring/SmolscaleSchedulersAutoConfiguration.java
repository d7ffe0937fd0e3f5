package io.smolscale.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/// Makes a scheduler, and an executor on it, for each name below `smolscale.schedulers`.
@AutoConfiguration
@Import(SchedulersRegistrar.class)
public class SmolscaleSchedulersAutoConfiguration {
  /// Called by Spring.
  public SmolscaleSchedulersAutoConfiguration() {}
}
