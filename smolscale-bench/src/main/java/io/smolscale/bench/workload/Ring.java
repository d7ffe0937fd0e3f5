package io.smolscale.bench.workload;

import java.util.function.Supplier;

/// A ring of virtual threads passing one message: nothing runs in parallel, so all that a second
/// worker can do here is get in the way.
record Ring(String name, String channel, int size, Supplier<Line<TokenRing.Token>> queue)
    implements Workload {

  @Override
  public String description() {
    return "A ring of %d virtual threads passes one message round and round over %s."
        .formatted(size, channel);
  }

  @Override
  public String operation() {
    return "one hop";
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    new TokenRing(size, iterations, queue).join();
    return new Outcome.Completed((double) iterations * size);
  }
}
