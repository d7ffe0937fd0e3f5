package io.smolscale.cli.demo;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The inside of the demo's service: each request travels through two stages and back.
///
/// ```text
/// connection --1--> route (4 workers) --2--> render (4 workers) --3--> connection
/// ```
///
/// Every arrow is a message between two virtual threads through a queue of `java.util.concurrent`,
/// the way services hand work to a cache, a writer or an actor. The stages do next to no work: what
/// the service costs is what the threads' meeting costs.
final class MessageHops {
  private static final int WORKERS_PER_STAGE = 4;
  private static final int REPLY_TIMEOUT_SECONDS = 10;

  private final BlockingQueue<Call> toRoute = new ArrayBlockingQueue<>(1024);
  private final BlockingQueue<Call> toRender = new LinkedBlockingQueue<>();

  /// Starts the stages' workers, which run until they are interrupted.
  MessageHops(Executor threads) {
    for (int i = 0; i < WORKERS_PER_STAGE; i++) {
      threads.execute(() -> forEach(toRoute, this::route));
      threads.execute(() -> forEach(toRender, MessageHops::render));
    }
  }

  /// A connection's way into the stages; it has one call under way at a time.
  final class Client {
    private final BlockingQueue<byte[]> replies = new ArrayBlockingQueue<>(1);

    byte[] call(String path) throws InterruptedException, TimeoutException {
      toRoute.put(new Call(path, replies));
      byte[] reply = replies.poll(REPLY_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (reply == null) {
        throw new TimeoutException("no reply to " + path + " in " + REPLY_TIMEOUT_SECONDS + " s");
      }
      return reply;
    }
  }

  private record Call(String subject, BlockingQueue<byte[]> replies) {}

  private interface Step {
    void accept(Call call) throws InterruptedException;
  }

  private void route(Call call) throws InterruptedException {
    String lastSegment = call.subject.substring(call.subject.lastIndexOf('/') + 1);
    toRender.put(new Call(lastSegment, call.replies));
  }

  private static void render(Call call) throws InterruptedException {
    call.replies.put(Wire.response(call.subject));
  }

  private static void forEach(BlockingQueue<Call> calls, Step step) {
    try {
      while (true) {
        step.accept(calls.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the service closes: this worker ends
    }
  }
}
