package io.smolscale.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// One sender, many receivers that wait at the same queue: the ancestor's `fanout`.
///
/// @param driver who sends
public record FanOut(int receivers, Driver driver) implements Workload {
  private static final Object MESSAGE = new Object();
  private static final Object STOP = new Object();

  @Override
  public String name() {
    return driver == Driver.INSIDE ? "fan-out" : "fan-out-outside";
  }

  @Override
  public String description() {
    return "One %s thread sends messages, one after the other, through one ArrayBlockingQueue(1)"
            .formatted(driver == Driver.INSIDE ? "virtual" : "platform")
        + " at which %,d virtual ones wait.".formatted(receivers);
  }

  @Override
  public String operation() {
    return "one message";
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(1);
    final List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < receivers; i++) {
      threads.add(Threads.start(() -> receive(queue)));
    }
    for (long i = 0; i < iterations; i++) {
      queue.put(MESSAGE);
    }
    for (int i = 0; i < receivers; i++) {
      queue.put(STOP);
    }
    Threads.joinAll(threads);
    return new Outcome.Completed(iterations);
  }

  private static void receive(BlockingQueue<Object> queue) throws InterruptedException {
    Object message = queue.take();
    while (message != STOP) {
      message = queue.take();
    }
  }
}
