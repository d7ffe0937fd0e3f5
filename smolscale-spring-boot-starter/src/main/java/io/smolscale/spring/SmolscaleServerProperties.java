package io.smolscale.spring;

import org.springframework.boot.context.properties.ConfigurationProperties;

/// What the starter does with the embedded server.
@ConfigurationProperties("smolscale.server")
public class SmolscaleServerProperties {
  private boolean inside = true;

  /// Called by Spring.
  public SmolscaleServerProperties() {}

  /// Returns whether the server's own loops are to be virtual threads on smolscale's workers, too.
  public boolean isInside() {
    return inside;
  }

  /// Sets it. True by default; it means something where requests run on virtual threads.
  public void setInside(boolean inside) {
    this.inside = inside;
  }
}
