package io.smolscale.bench.workload;

import java.util.function.Supplier;

/// One virtual thread sends messages to another as fast as the channel lets it: a stage of a
/// pipeline. With room in between, sender and receiver take turns of many messages.
record MessageStream(String name, String channel, Supplier<Line<Object>> line) implements Workload {
  private static final Object MESSAGE = new Object();

  @Override
  public String description() {
    return "One virtual thread sends messages to another over %s.".formatted(channel);
  }

  @Override
  public String operation() {
    return "one message";
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    final Line<Object> there = line.get();
    final Thread sender =
        Threads.start(() -> {
          for (long i = 0; i < iterations; i++) {
            there.put(MESSAGE);
          }
        });
    for (long i = 0; i < iterations; i++) {
      there.take();
    }
    sender.join();
    return new Outcome.Completed(iterations);
  }
}
