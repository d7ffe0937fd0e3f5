package io.smolscale.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A platform thread sends a message through a chain of virtual threads and waits until it comes
/// out: two crossings of the border for each lap, whatever the chain's length.
///
/// @param length of the chain; with 1 it is a ping-pong
/// @param yielders how many others do nothing but give way meanwhile
record Errand(String name, int length, int yielders) implements Workload {
  private static final int PATIENCE_SECONDS = 5;
  private static final Object MESSAGE = new Object();
  private static final Object STOP = new Object();

  @Override
  public String description() {
    return "A platform thread sends a message through %s and waits for it at the end%s."
        .formatted(
            length == 1
                ? "a virtual thread"
                : "%d virtual threads, from one to the next".formatted(length),
            yielders == 0
                ? ""
                : ", while %d others do nothing but Thread.yield()".formatted(yielders));
  }

  @Override
  public String operation() {
    return "one message, there and back";
  }

  @Override
  public Driver driver() {
    return Driver.OUTSIDE;
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    final Crowd crowd = new Crowd(Obstacle.YIELDER, yielders);
    final List<Thread> chain = new ArrayList<>();
    final BlockingQueue<Object> in = new ArrayBlockingQueue<>(1);
    BlockingQueue<Object> out = in;
    for (int i = 0; i < length; i++) {
      final BlockingQueue<Object> from = out;
      final BlockingQueue<Object> to = new ArrayBlockingQueue<>(1);
      chain.add(Threads.start(() -> passOn(from, to)));
      out = to;
    }
    final boolean finished = send(iterations, in, out);
    crowd.leave();
    in.put(STOP);
    Threads.joinAll(chain);
    return finished
        ? new Outcome.Completed(iterations)
        : new Outcome.Stuck("no message came out within %d s".formatted(PATIENCE_SECONDS));
  }

  private static boolean send(long times, BlockingQueue<Object> in, BlockingQueue<Object> out)
      throws InterruptedException {
    for (long i = 0; i < times; i++) {
      in.put(MESSAGE);
      final @Nullable Object back = out.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (back == null) {
        return false;
      }
    }
    return true;
  }

  // Nobody takes what comes after a message that was given up, so the last one must not wait.
  private static void passOn(BlockingQueue<Object> from, BlockingQueue<Object> to)
      throws InterruptedException {
    Object message = from.take();
    while (message != STOP) {
      to.put(message);
      message = from.take();
    }
    if (!to.offer(STOP)) {
      to.clear();
      to.put(STOP);
    }
  }
}
