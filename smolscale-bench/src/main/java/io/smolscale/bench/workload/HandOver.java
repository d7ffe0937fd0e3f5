package io.smolscale.bench.workload;

import java.util.concurrent.atomic.AtomicLong;

/// A server whose own thread reads the sockets: a platform thread hands each request to a virtual
/// thread, which computes a little, and nothing else goes on.
///
/// @param perSecond requests a second
record HandOver(String name, int perSecond) implements Workload {
  private static final int MICROS = 20; // of a request that needs no other
  private static final int WARM_UP_PER_SECOND = 20_000;
  private static final AtomicLong SINK = new AtomicLong(); // or a compiler leaves it all out

  @Override
  public String description() {
    return ("%,d requests a second, at random times: a platform thread starts a virtual one for"
            + " each, which computes for about %d us.")
        .formatted(perSecond, MICROS);
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
    return new HandOver(name, Math.max(perSecond, WARM_UP_PER_SECOND));
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    return new Arrivals(perSecond)
        .startEach(
            Math.toIntExact(iterations),
            number -> {
              if (Work.burn(number, MICROS * Work.STEPS_PER_MICRO) == 0) { // never, as nobody knows
                SINK.incrementAndGet();
              }
            });
  }
}
