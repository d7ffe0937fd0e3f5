package io.smolscale.bench.service;

import io.smolscale.bench.result.Result;

/// A service did not do what every service does, such as to start or to answer; the message says
/// what.
final class ServiceException extends Exception {
  private static final long serialVersionUID = 1;

  private final String what;
  private final transient Result result;

  private ServiceException(String what, String message, Result result) {
    super(message);
    this.what = what;
    this.result = result;
  }

  /// It is a failure.
  ///
  /// @param what it did
  /// @param output what it printed
  static ServiceException failed(String what, String output) {
    return new ServiceException(what, what + output, new Result.Failed(what + output));
  }

  /// It stopped answering: a finding about the scheduler.
  static ServiceException stuck(String what) {
    return new ServiceException(what, what, new Result.Stuck(what));
  }

  /// What the service did, without what it printed.
  String what() {
    return what;
  }

  /// What that means for what was to be measured.
  Result result() {
    return result;
  }
}
