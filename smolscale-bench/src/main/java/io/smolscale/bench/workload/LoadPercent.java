package io.smolscale.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Part of what all cores together can do: each request is a virtual thread of its own, computes,
/// has four others compute for it, and joins them.
///
/// It needs as many cores as there are, which [PartLoad] does not: that one has ten chains.
///
/// @param percent how much of all cores the requests' computation takes
/// @param micros how long a request computes, all its threads together
record LoadPercent(String name, int percent, int micros) implements Workload {
  private static final int MICROS = 500; // of a service that does something for its requests
  private static final int STEPS_PER_MICRO =
      Integer.getInteger(Work.SPEED_PROPERTY, Work.STEPS_PER_MICRO);
  private static final int CHILDREN = 4;
  private static final int WARM_UP_PERCENT = 50;
  private static final int WARM_UP_PER_SECOND = 20_000; // times five threads
  private static final double MICROS_PER_SECOND = 1e6;
  private static final AtomicLong SINK = new AtomicLong(); // or a compiler leaves it all out

  /// At this share of all cores.
  static Workload of(String name, int percent) {
    return new LoadPercent(name, percent, MICROS);
  }

  @Override
  public String description() {
    return ("So many requests a second, at random times, that their computation takes %d %% of all"
            + " cores; each is a virtual thread that has %d others compute for it, %d us in all.")
        .formatted(percent, CHILDREN, micros);
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

  /// Shorter requests, and so more of them.
  @Override
  public Workload warmUp() {
    double busyMicros = WARM_UP_PERCENT / 100.0 * cores() * MICROS_PER_SECOND;
    return new LoadPercent(
        name, WARM_UP_PERCENT, (int) Math.max(CHILDREN + 1, busyMicros / WARM_UP_PER_SECOND));
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    double perSecond = percent / 100.0 * cores() * MICROS_PER_SECOND / micros;
    return new Arrivals(perSecond).startEach(Math.toIntExact(iterations), _ -> answer());
  }

  private void answer() throws InterruptedException {
    int steps = micros * STEPS_PER_MICRO / (CHILDREN + 1);
    List<Thread> children = new ArrayList<>(CHILDREN);
    for (int i = 0; i < CHILDREN; i++) {
      long seed = i;
      children.add(Threads.start(() -> compute(seed, steps)));
    }
    compute(CHILDREN, steps);
    Threads.joinAll(children);
  }

  // Always false, but no compiler knows: a shared counter would be one more thing to wait for.
  private static void compute(long seed, int steps) {
    if (Work.burn(seed, steps) == 0) {
      SINK.incrementAndGet();
    }
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }
}
