package io.smolscale.spring;

import org.jspecify.annotations.Nullable;

/// A configuration that cannot be, with what to do about it.
final class RefusedConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String action;

  RefusedConfigurationException(String description, String action, @Nullable Throwable cause) {
    super(description, cause);
    this.action = action;
  }

  String action() {
    return action;
  }
}
