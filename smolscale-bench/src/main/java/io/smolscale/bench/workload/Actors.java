package io.smolscale.bench.workload;

import io.smolscale.bench.actor.Play;
import java.util.List;

/// Pekko's actors: what they do over and over.
///
/// @param perRound how many operations a round has
/// @param play does so many operations
record Actors(String name, String description, String operation, long perRound, Act play)
    implements Workload {
  private static final int RING = 300;
  private static final int RECEIVERS = 1_000;
  private static final int COMPUTERS = 64;
  private static final int MICROS = 2_000;

  /// Does something so often; false if it came to a stop.
  @FunctionalInterface
  interface Act {
    boolean go(long operations) throws InterruptedException;
  }

  /// All of them.
  static List<Workload> all() {
    return List.of(
        new Actors(
            "actors-ping-pong",
            "Two actors of Pekko's send one message to and fro.",
            "one message",
            2,
            messages -> Play.ring(2, messages)),
        new Actors(
            "actors-fan-out",
            "An actor of Pekko's sends one message after the other to %,d others in turn, and goes on"
                    .formatted(RECEIVERS)
                + " when it was answered.",
            "one message and its answer",
            1,
            messages -> Play.fanOut(RECEIVERS, messages)),
        new Actors(
            "actors-ring",
            "A ring of %d actors of Pekko's passes one message round and round.".formatted(RING),
            "one hop",
            RING,
            hops -> Play.ring(RING, hops)),
        new Actors(
            "actors-cpu-" + COMPUTERS,
            "An actor of Pekko's has %d others compute for about %.1f ms each, and waits for all."
                .formatted(COMPUTERS, MICROS / 1000.0),
            "one task",
            COMPUTERS,
            tasks -> Play.compute(COMPUTERS, MICROS, tasks / COMPUTERS)));
  }

  @Override
  public Family family() {
    return Family.ACTORS;
  }

  @Override
  public Driver driver() {
    return Driver.OUTSIDE; // the thread that starts the actors
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    final long operations = iterations * perRound;
    return play.go(operations)
        ? new Outcome.Completed(operations)
        : new Outcome.Stuck("the actors came to a stop");
  }
}
