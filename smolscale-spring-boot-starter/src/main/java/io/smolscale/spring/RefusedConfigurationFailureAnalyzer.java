package io.smolscale.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Has Spring Boot say what is wrong and what to do, in place of a stack trace.
final class RefusedConfigurationFailureAnalyzer
    extends AbstractFailureAnalyzer<RefusedConfigurationException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, RefusedConfigurationException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), failure);
  }
}
