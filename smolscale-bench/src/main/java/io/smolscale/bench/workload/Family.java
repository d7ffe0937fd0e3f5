package io.smolscale.bench.workload;

/// What kind of program a workload is, and so who can compete in it.
public enum Family {
  /// Virtual threads and nothing else.
  THREADS,

  /// A blocking HTTP service that event loops can serve, too.
  HTTP,

  /// A service on Netty whose loops hand requests to virtual threads.
  NETTY,

  /// Plain tasks and callbacks, for any pool.
  TASKS,

  /// Actors of Pekko's, on any dispatcher.
  ACTORS
}
