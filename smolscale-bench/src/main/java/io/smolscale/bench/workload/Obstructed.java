package io.smolscale.bench.workload;

import java.time.Duration;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// A probe beside virtual threads that are in the way.
///
/// @param name on the command line and in reports
/// @param obstacles how many there are
/// @param obstacle what each of them does
/// @param probe what is measured
record Obstructed(String name, int obstacles, Obstacle obstacle, Probe probe) implements Workload {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int DIGITS = 3;

  /// As many obstacles as there are cores.
  static Workload onEachCore(String name, Obstacle obstacle, Probe probe) {
    return new Obstructed(name, Runtime.getRuntime().availableProcessors(), obstacle, probe);
  }

  @Override
  public String description() {
    return "While %d virtual threads %s, %s.".formatted(obstacles, obstacle.verb(), probe.words());
  }

  @Override
  public String operation() {
    return "one of those";
  }

  @Override
  public Driver driver() {
    return Driver.OUTSIDE;
  }

  @Override
  public boolean paced() {
    return true; // the obstacles take all there is
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    final Crowd crowd = new Crowd(obstacle, obstacles);
    if (!crowd.standing()) {
      crowd.leave();
      return new Outcome.Stuck("not even all that are in the way came to run");
    }
    final Histogram latency = new ConcurrentHistogram(DIGITS);
    final Thread driver =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                probe.run(iterations, latency);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    final boolean finished = driver.join(PATIENCE);
    crowd.leave();
    driver.join();
    return finished
        ? new Outcome.Timed(iterations, latency)
        : new Outcome.Stuck("its rounds did not end within %d s".formatted(PATIENCE.toSeconds()));
  }
}
