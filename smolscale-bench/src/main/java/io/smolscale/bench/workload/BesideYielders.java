package io.smolscale.bench.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Message passing beside threads that never block and never end, but do yield.
///
/// The driver is outside, because a virtual one might never run again: on the JDK's scheduler the
/// yielders keep each carrier's own queue full, and a thread woken elsewhere waits for ever.
public record BesideYielders(int size, int yielders) implements Workload {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "beside-yielders";
  }

  @Override
  public String description() {
    return "A ring of %d virtual threads passes one message over ArrayBlockingQueue(1)"
            .formatted(size)
        + " while %d others do nothing but Thread.yield().".formatted(yielders);
  }

  @Override
  public String operation() {
    return "one lap of the ring";
  }

  @Override
  public Driver driver() {
    return Driver.OUTSIDE;
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    final AtomicBoolean stop = new AtomicBoolean();
    final List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < yielders; i++) {
      threads.add(Threads.start(() -> yieldUntil(stop)));
    }
    final TokenRing ring =
        new TokenRing(size, iterations, () -> Line.of(new ArrayBlockingQueue<>(1)));
    final boolean finished = ring.join(PATIENCE);
    stop.set(true);
    Threads.joinAll(threads);
    ring.join();
    return finished
        ? new Outcome.Completed(iterations)
        : new Outcome.Stuck("no lap ended within %d s".formatted(PATIENCE.toSeconds()));
  }

  @SuppressWarnings("ThreadPriorityCheck") // to yield is the point here
  private static void yieldUntil(AtomicBoolean stop) {
    while (!stop.get()) {
      Thread.yield();
    }
  }
}
