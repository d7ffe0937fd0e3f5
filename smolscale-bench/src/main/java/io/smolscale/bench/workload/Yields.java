package io.smolscale.bench.workload;

import java.util.ArrayList;
import java.util.List;

/// Threads that give way to each other all the time: the bare price of a switch.
public record Yields(int threads, int yields) implements Workload {
  @Override
  public String name() {
    return "yields";
  }

  @Override
  public String description() {
    return "A virtual thread starts %d others, each calls Thread.yield() %d times, and joins them."
        .formatted(threads, yields);
  }

  @Override
  public String operation() {
    return "one yield";
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    for (long i = 0; i < iterations; i++) {
      final List<Thread> started = new ArrayList<>();
      for (int j = 0; j < threads; j++) {
        started.add(Threads.start(this::yieldOften));
      }
      Threads.joinAll(started);
    }
    return new Outcome.Completed((double) iterations * threads * yields);
  }

  @SuppressWarnings("ThreadPriorityCheck") // to yield is the point here
  private void yieldOften() {
    for (int i = 0; i < yields; i++) {
      Thread.yield();
    }
  }
}
