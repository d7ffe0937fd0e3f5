package io.smolscale.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Nothing at all: what a process with many waiting virtual threads does while nobody wants
/// anything.
///
/// The threads are started in the first run and stay for the others, so that a measured run sees a
/// scheduler that has settled. They end with the process.
public final class Idle implements Workload {
  private static final double MILLIS_PER_SECOND = 1000;

  private final int threads;
  private final List<Thread> parked = new ArrayList<>();

  public Idle(int threads) {
    this.threads = threads;
  }

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String description() {
    return "%,d virtual threads are parked and nothing happens.".formatted(threads);
  }

  @Override
  public String operation() {
    return "one second of the process";
  }

  @Override
  public Driver driver() {
    return Driver.OUTSIDE;
  }

  @Override
  public boolean paced() {
    return true;
  }

  /// An iteration is a millisecond.
  @Override
  public Outcome run(long iterations) throws InterruptedException {
    while (parked.size() < threads) {
      parked.add(Threads.start(Idle::parkForever));
    }
    Thread.sleep(iterations);
    return new Outcome.Completed(iterations / MILLIS_PER_SECOND);
  }

  private static void parkForever() {
    while (true) {
      LockSupport.park();
    }
  }
}
