package io.smolscale.bench.service;

import io.smolscale.bench.result.Result;

/// A service did not do what every service does, such as to start or to answer; the message says
/// what.
final class ServiceException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Result result;

  private ServiceException(String message, Result result) {
    super(message);
    this.result = result;
  }

  /// It is a failure; the message has what the service printed.
  static ServiceException failed(String message) {
    return new ServiceException(message, new Result.Failed(message));
  }

  /// It stopped to answer: a finding about the scheduler.
  static ServiceException stuck(String message) {
    return new ServiceException(message, new Result.Stuck(message));
  }

  /// What that means for what was to be measured.
  Result result() {
    return result;
  }
}
