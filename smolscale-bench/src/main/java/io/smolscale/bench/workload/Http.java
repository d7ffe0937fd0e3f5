package io.smolscale.bench.workload;

import io.smolscale.bench.http.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;

/// An HTTP service at a fixed rate, with the load from another JVM.
///
/// The service and its connections stay from run to run, as those of a real one do; so the
/// [HttpSite] is shared with the warm-up, which is the same at a high rate.
final class Http implements Workload {
  private static final int WARM_UP_PER_SECOND = 30_000;
  private static final int NETTY_WARM_UP_PER_SECOND = 10_000; // what two cores serve, and the load

  private final String name;
  private final HttpSite site;
  private final int perSecond;
  private final boolean hogs;
  private long seed = 42; // other arrivals in each run

  private Http(String name, HttpSite site, int perSecond, boolean hogs) {
    this.name = name;
    this.site = site;
    this.perSecond = perSecond;
    this.hogs = hogs;
  }

  /// A service of this shape, at this rate.
  static Workload at(String name, HttpSite.Shape shape, int perSecond) {
    return new Http(name, new HttpSite(shape), perSecond, false);
  }

  /// The same beside as many hogs as there are cores.
  static Workload besideHogs(String name, HttpSite.Shape shape, int perSecond) {
    return new Http(name, new HttpSite(shape), perSecond, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "%,d requests a second, at random times, from another JVM to %s%s."
        .formatted(
            perSecond,
            site.shape().words(),
            hogs ? ", beside as many spinning virtual threads as cores" : "");
  }

  @Override
  public String operation() {
    return "one request";
  }

  @Override
  public Family family() {
    if (handsOver()) {
      return Family.NETTY;
    }
    return site.shape().hops() ? Family.THREADS : Family.HTTP;
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
    return !hogs;
  }

  @Override
  public Workload warmUp() {
    final int rate = handsOver() ? NETTY_WARM_UP_PER_SECOND : WARM_UP_PER_SECOND;
    return perSecond == rate && !hogs ? this : new Http(name, site, rate, false);
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    if (!hogs) {
      return send(iterations);
    }
    final Crowd crowd = new Crowd(Obstacle.HOG, Runtime.getRuntime().availableProcessors());
    try {
      return crowd.standing()
          ? send(iterations)
          : new Outcome.Stuck("not even all hogs came to run");
    } finally {
      crowd.leave();
    }
  }

  @Override
  public void close() throws IOException {
    site.close();
  }

  private boolean handsOver() {
    return site.shape().front() != HttpSite.Front.THREADS;
  }

  private Outcome send(long requests) {
    try {
      return switch (site.load().send(perSecond, requests, seed++)) {
        case Delivery.Answered(var latency, _) -> new Outcome.Timed(requests, latency);
        case Delivery.Unanswered(String why) -> new Outcome.Stuck(why);
        case Delivery.Broken(String why) -> throw new IllegalStateException(why);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
