package io.smolscale.bench.workload;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.HdrHistogram.Histogram;

/// Something that ought to go on beside an [Obstacle], and how long it takes.
enum Probe {
  /// A platform thread starts a virtual one, and that runs.
  START("a platform thread starts a virtual one every 2 ms; latency is until it runs") {
    @Override
    void run(long times, Histogram latency) throws InterruptedException {
      for (long i = 0; i < times; i++) {
        final long start = System.nanoTime();
        Threads.start(() -> latency.recordValue(System.nanoTime() - start)).join();
        Thread.sleep(2);
      }
    }
  },

  /// Two virtual threads pass a message to and fro.
  ECHO("two more pass a message to and fro over ArrayBlockingQueue(1); latency is a round trip") {
    @Override
    void run(long times, Histogram latency) throws InterruptedException {
      final BlockingQueue<Long> there = new ArrayBlockingQueue<>(1);
      final BlockingQueue<Long> back = new ArrayBlockingQueue<>(1);
      final Thread echo =
          Threads.start(() -> {
            for (long i = 0; i < times; i++) {
              back.put(there.take());
            }
          });
      final Thread caller =
          Threads.start(() -> {
            for (long i = 0; i < times; i++) {
              there.put(System.nanoTime());
              latency.recordValue(System.nanoTime() - back.take());
            }
          });
      caller.join();
      echo.join();
    }
  },

  /// A virtual thread sleeps for a millisecond.
  SLEEP("one more sleeps 1 ms in a loop; latency is how late it wakes up") {
    private static final long NANOS = 1_000_000;

    @Override
    void run(long times, Histogram latency) throws InterruptedException {
      Threads.start(
              () -> {
                for (long i = 0; i < times; i++) {
                  final long due = System.nanoTime() + NANOS;
                  Thread.sleep(1);
                  latency.recordValue(Math.max(0, System.nanoTime() - due));
                }
              })
          .join();
    }
  };

  private final String words;

  Probe(String words) {
    this.words = words;
  }

  /// What happens, as half a sentence.
  String words() {
    return words;
  }

  /// Does it so many times, one after the other, and notes each latency in nanoseconds.
  abstract void run(long times, Histogram latency) throws InterruptedException;
}
