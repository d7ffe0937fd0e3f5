package io.smolscale.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/// A service at part load: requests [arrive][Arrivals] when they like, and each passes through a
/// chain of virtual threads.
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
    final Arrivals arrivals = new Arrivals(perSecond);
    final SplittableRandom random = arrivals.random();
    for (long i = 0; i < iterations; i++) {
      final List<Chain> chains = random.nextDouble() < longShare ? longChains : shortChains;
      final Chain chain = chains.get(random.nextInt(CHAINS));
      chain.send(arrivals.awaitNext());
    }
    final Histogram latency = new Histogram(Chain.DIGITS);
    for (final Chain chain : shortChains) {
      latency.add(chain.stop());
    }
    for (final Chain chain : longChains) {
      chain.stop();
    }
    return new Outcome.Timed(iterations, latency, arrivals.asleep());
  }

  private static List<Chain> chains(int hops, int stepsPerHop) {
    final List<Chain> chains = new ArrayList<>();
    for (int i = 0; i < CHAINS; i++) {
      chains.add(new Chain(hops, stepsPerHop));
    }
    return chains;
  }
}
