package io.smolscale.bench.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;

/// The inside of a service made of stages: three messages between threads for each request.
///
/// ```text
/// connection --1--> first stage (4 threads) --2--> second stage (4 threads) --3--> connection
/// ```
///
/// The stages do nothing but pass on: what they cost is what the meeting of threads costs.
final class Stages {
  private static final int THREADS_PER_STAGE = 4;
  private static final int CAPACITY = 1024;

  private final BlockingQueue<Visit> first = new ArrayBlockingQueue<>(CAPACITY);
  private final BlockingQueue<Visit> second = new LinkedBlockingQueue<>();

  private record Visit(Object cargo, BlockingQueue<Object> home) {}

  private interface Step {
    void take(Visit visit) throws InterruptedException;
  }

  /// Starts the stages' threads, which are daemons and stay.
  Stages(ThreadFactory threads) {
    for (int i = 0; i < THREADS_PER_STAGE; i++) {
      threads.newThread(() -> forEach(first, second::put)).start();
      threads.newThread(() -> forEach(second, visit -> visit.home.put(visit.cargo))).start();
    }
  }

  /// A way through the stages for one connection, which has one request under way at a time.
  Visitor visitor() {
    return new Visitor();
  }

  final class Visitor {
    private final BlockingQueue<Object> home = new ArrayBlockingQueue<>(1);

    /// Sends a reply through both stages and waits until it is back.
    void pass(byte[] reply) throws InterruptedException {
      first.put(new Visit(reply, home));
      home.take();
    }
  }

  private static void forEach(BlockingQueue<Visit> visits, Step step) {
    try {
      while (true) {
        step.take(visits.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
