package io.smolscale.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Pairs of virtual threads; each pair sends one message to and fro.
///
/// The queues are `ArrayBlockingQueue(1)`, because they neither allocate nor spin: what remains is
/// two parks and two wake-ups per round trip. `SynchronousQueue` and `LinkedTransferQueue` have a
/// workload of their own in [Ring].
public record PingPong(String name, int pairs) implements Workload {
  private static final Object MESSAGE = new Object();

  @Override
  public String description() {
    return "Two virtual threads send one message to and fro over two ArrayBlockingQueue(1)"
        + (pairs == 1 ? "." : ", and %d such pairs do so at once.".formatted(pairs));
  }

  @Override
  public String operation() {
    return "one round trip of one pair";
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    final List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      final BlockingQueue<Object> there = new ArrayBlockingQueue<>(1);
      final BlockingQueue<Object> back = new ArrayBlockingQueue<>(1);
      threads.add(Threads.start(() -> ping(iterations, there, back)));
      threads.add(Threads.start(() -> pong(iterations, there, back)));
    }
    Threads.joinAll(threads);
    return new Outcome.Completed((double) iterations * pairs);
  }

  private static void ping(long rounds, BlockingQueue<Object> there, BlockingQueue<Object> back)
      throws InterruptedException {
    for (long i = 0; i < rounds; i++) {
      there.put(MESSAGE);
      back.take();
    }
  }

  private static void pong(long rounds, BlockingQueue<Object> there, BlockingQueue<Object> back)
      throws InterruptedException {
    for (long i = 0; i < rounds; i++) {
      back.put(there.take());
    }
  }
}
