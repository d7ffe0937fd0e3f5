package io.smolscale.bench.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Pairs of virtual threads, one of which is driven by a clock: it sleeps until its next tick, asks
/// its partner and waits for the answer.
///
/// The ticks of a pair are at fixed instants, whatever happened to those before, and latency is
/// from that instant to the answer: a tick that was late excuses none behind it. The pairs begin
/// one after the other over one interval, so that their ticks do not fall together.
///
/// @param pairs how many of them
/// @param interval from tick to tick of a pair
public record TimerPairs(String name, int pairs, Duration interval) implements Workload {
  private static final int DIGITS = 3;
  private static final int WARM_UP_PAIRS = 50;

  @Override
  public String description() {
    return "%,d pairs of virtual threads: every %d ms one sends a message to the other, which"
            .formatted(pairs, interval.toMillis())
        + " answers; latency is from the tick's instant to the answer.";
  }

  @Override
  public String operation() {
    return "one tick with its answer";
  }

  @Override
  public Driver driver() {
    return Driver.OUTSIDE;
  }

  @Override
  public boolean paced() {
    return true;
  }

  @Override
  public Workload warmUp() {
    return new TimerPairs(name, Math.max(pairs, WARM_UP_PAIRS), interval);
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    final Histogram lateness = new ConcurrentHistogram(DIGITS);
    final List<Thread> threads = new ArrayList<>();
    final long start = System.nanoTime();
    for (int i = 0; i < pairs; i++) {
      final long first = start + interval.toNanos() * (pairs + i) / pairs;
      final BlockingQueue<Long> there = new ArrayBlockingQueue<>(1);
      final BlockingQueue<Long> back = new ArrayBlockingQueue<>(1);
      threads.add(Threads.start(() -> tick(iterations, first, there, back, lateness)));
      threads.add(Threads.start(() -> answer(iterations, there, back)));
    }
    Threads.joinAll(threads);
    return new Outcome.Timed((double) iterations * pairs, lateness);
  }

  private void tick(
      long times,
      long first,
      BlockingQueue<Long> there,
      BlockingQueue<Long> back,
      Histogram lateness)
      throws InterruptedException {
    long due = first;
    for (long i = 0; i < times; i++) {
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      there.put(due);
      lateness.recordValue(Math.max(0, System.nanoTime() - back.take()));
      due += interval.toNanos();
    }
  }

  private static void answer(long times, BlockingQueue<Long> there, BlockingQueue<Long> back)
      throws InterruptedException {
    for (long i = 0; i < times; i++) {
      back.put(there.take());
    }
  }
}
