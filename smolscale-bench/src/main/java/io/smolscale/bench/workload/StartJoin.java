package io.smolscale.bench.workload;

/// One thread starts one virtual thread and joins it, over and over.
///
/// From inside that costs a switch each way. From outside it costs a submission to a scheduler that
/// has nothing to do, and the wake-up of the platform thread that waits.
public record StartJoin(Driver driver) implements Workload {
  @Override
  public String name() {
    return switch (driver) {
      case INSIDE -> "start-join-inside";
      case OUTSIDE -> "start-join-outside";
    };
  }

  @Override
  public String description() {
    final String starter =
        switch (driver) {
          case INSIDE -> "A virtual thread";
          case OUTSIDE -> "A platform thread";
        };
    return starter + " starts a virtual thread that does nothing and joins it, in a loop.";
  }

  @Override
  public String operation() {
    return "one start and join";
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    for (long i = 0; i < iterations; i++) {
      Threads.start(() -> {}).join();
    }
    return new Outcome.Completed(iterations);
  }
}
