package io.smolscale.bench.workload;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The kind of thread that drives a workload.
public enum Driver {
  /// A virtual thread: the whole loop is on the scheduler under test.
  INSIDE {
    @Override
    public ExecutorService executor() {
      return Executors.newVirtualThreadPerTaskExecutor();
    }
  },

  /// A platform thread: each round starts and ends outside the scheduler.
  OUTSIDE {
    @Override
    public ExecutorService executor() {
      return Executors.newSingleThreadExecutor(Thread.ofPlatform().name("driver").factory());
    }
  };

  /// An executor whose tasks run on a thread of this kind.
  public abstract ExecutorService executor();
}
