package io.smolscale.bench.workload;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// A service at part load: requests arrive when they like (a Poisson process), and each passes
/// through a chain of virtual threads.
///
/// Latency counts from the moment when the request was *meant* to be sent: a sender that is held up
/// must not excuse the requests behind it (no coordinated omission). The sender is one platform
/// thread that sleeps between requests. What its sleeping costs is the benchmark's clock and not
/// counted, as that of the load on sockets is not, which comes from another process; what it costs
/// to send is. Its context switches and its delay are part of every figure, the same for all
/// schedulers.
///
/// Some requests may be long. They have chains of their own, one thread each: a short request that
/// waits behind a long one in a queue of the program would be late on every scheduler.
public record PartLoad(String name, int perSecond, int hops, double longShare) implements Workload {
  /// Threads in a chain, unless somebody asks for another number.
  static final int HOPS = 10;

  private static final int CHAINS = 10;
  private static final int WARM_UP_PER_SECOND = 50_000;
  private static final int WARM_UP_HOPS =
      500_000; // a second; more would be too much for long chains
  private static final int SHORT_STEPS = Work.STEPS_PER_MICRO / 2;
  private static final int LONG_STEPS = 5_000 * Work.STEPS_PER_MICRO;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final AtomicLong SEEDS = new AtomicLong(42); // other arrivals in each run
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  @Override
  public String description() {
    final String all =
        "%,d requests a second, at random times, through %d chains of %d virtual threads"
                .formatted(perSecond, CHAINS, hops)
            + " joined by LinkedBlockingQueues, with half a microsecond of work at each hop.";
    final String some =
        " %.0f %% of them compute for 5 ms instead, beside those chains; latency is the others'."
            .formatted(longShare * 100);
    return longShare == 0 ? all : all + some;
  }

  @Override
  public String operation() {
    return "one request";
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
  public boolean comesInSlices() {
    return true;
  }

  @Override
  public Workload warmUp() {
    return new PartLoad(
        name, Math.max(perSecond, Math.min(WARM_UP_PER_SECOND, WARM_UP_HOPS / hops)), hops, 0);
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    final List<Chain> shortChains = chains(hops, SHORT_STEPS);
    final List<Chain> longChains = longShare == 0 ? List.of() : chains(1, LONG_STEPS);
    final SplittableRandom random = new SplittableRandom(SEEDS.getAndIncrement());
    long due = System.nanoTime();
    long asleep = 0;
    for (long i = 0; i < iterations; i++) {
      due += (long) (random.nextExponential() * NANOS_PER_SECOND / perSecond);
      final List<Chain> chains = random.nextDouble() < longShare ? longChains : shortChains;
      final Chain chain = chains.get(random.nextInt(CHAINS));
      asleep += sleepUntil(due);
      chain.send(due);
    }
    final Histogram latency = new Histogram(Chain.DIGITS);
    for (final Chain chain : shortChains) {
      latency.add(chain.stop());
    }
    for (final Chain chain : longChains) {
      chain.stop();
    }
    return new Outcome.Timed(iterations, latency, asleep);
  }

  private static List<Chain> chains(int hops, int stepsPerHop) {
    final List<Chain> chains = new ArrayList<>();
    for (int i = 0; i < CHAINS; i++) {
      chains.add(new Chain(hops, stepsPerHop));
    }
    return chains;
  }

  /// Sleeps until then.
  ///
  /// @return the CPU time that it took, in nanoseconds
  private static long sleepUntil(long due) {
    long left = due - System.nanoTime();
    if (left <= 0) {
      return 0;
    }
    final long before = CLOCK.getCurrentThreadCpuTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = due - System.nanoTime();
    }
    return CLOCK.getCurrentThreadCpuTime() - before;
  }
}
