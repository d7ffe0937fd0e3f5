package io.smolscale.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Tasks that compute and never block: whether work is spread over the cores, and how soon.
public record CpuTasks(int tasks, int micros) implements Workload {
  // Everything computed ends up here, so that no compiler may leave it out.
  private static final AtomicLong SINK = new AtomicLong();

  @Override
  public String name() {
    return "cpu-" + tasks;
  }

  @Override
  public String description() {
    return "A virtual thread starts %d others that compute for about %.1f ms each, and joins them."
        .formatted(tasks, micros / 1000.0);
  }

  @Override
  public String operation() {
    return "one task";
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    for (long i = 0; i < iterations; i++) {
      final List<Thread> started = new ArrayList<>(tasks);
      for (int j = 0; j < tasks; j++) {
        final long seed = j;
        started.add(
            Threads.start(() -> SINK.addAndGet(Work.burn(seed, micros * Work.STEPS_PER_MICRO))));
      }
      Threads.joinAll(started);
    }
    return new Outcome.Completed((double) iterations * tasks);
  }
}
