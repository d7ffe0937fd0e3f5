package io.smolscale.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// When the health of smolscale is down.
@ConfigurationProperties("management.health.smolscale")
public class SmolscaleHealthProperties {
  private Duration longestWait = Duration.ofSeconds(10);

  /// Called by Spring.
  public SmolscaleHealthProperties() {}

  /// Returns for how long a task that can run may wait for a worker: 10 s by default.
  public Duration getLongestWait() {
    return longestWait;
  }

  /// Sets for how long a task that can run may wait for a worker, more than 0.
  public void setLongestWait(Duration longestWait) {
    this.longestWait = longestWait;
  }
}
