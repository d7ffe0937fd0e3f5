package io.smolscale.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/// A chain of virtual threads that pass requests on, with a little work at each hop: the machine
/// below [PartLoad].
final class Chain {
  static final int DIGITS = 3;

  // Everything computed ends up here, so that no compiler may leave it out.
  private static final AtomicLong SINK = new AtomicLong();

  private final List<BlockingQueue<Request>> queues = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final int stepsPerHop;

  // Written by the last thread, read by others after they joined it.
  private final Histogram latency = new Histogram(DIGITS);

  /// Passed from thread to thread and owned by the one that took it, so plain fields are safe.
  private static final class Request {
    private final long due;
    private final boolean stop;
    private long sum;

    private Request(long due, boolean stop) {
      this.due = due;
      this.stop = stop;
    }
  }

  Chain(int hops, int stepsPerHop) {
    this.stepsPerHop = stepsPerHop;
    for (int i = 0; i < hops; i++) {
      queues.add(new LinkedBlockingQueue<>());
    }
    for (int i = 0; i < hops; i++) {
      final int place = i;
      threads.add(Threads.start(() -> passOn(place)));
    }
  }

  /// Sends a request that was due at this [System#nanoTime()].
  void send(long due) throws InterruptedException {
    queues.getFirst().put(new Request(due, false));
  }

  /// Waits for all requests to come out, and returns how long each took since it was due.
  Histogram stop() throws InterruptedException {
    queues.getFirst().put(new Request(System.nanoTime(), true));
    Threads.joinAll(threads);
    return latency;
  }

  private void passOn(int place) throws InterruptedException {
    Request request;
    do {
      request = queues.get(place).take();
      if (!request.stop) {
        request.sum = Work.burn(request.sum, stepsPerHop);
      }
      if (place < queues.size() - 1) {
        queues.get(place + 1).put(request);
      } else if (!request.stop) {
        latency.recordValue(Math.max(0, System.nanoTime() - request.due));
        SINK.addAndGet(request.sum);
      }
    } while (!request.stop);
  }
}
