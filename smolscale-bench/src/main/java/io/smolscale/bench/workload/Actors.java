package io.smolscale.bench.workload;

import io.smolscale.bench.actor.Play;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Pekko's actors: what they do over and over. They stay from run to run, as actors do.
final class Actors implements Workload {
  private static final int RING = 300;
  private static final int RECEIVERS = 1_000;
  private static final int COMPUTERS = 64;
  private static final int MICROS = 2_000;

  private final String name;
  private final String description;
  private final String operation;
  private final int perRound;
  private final Supplier<Play> maker;
  private @Nullable Play play;

  /// @param perRound how many operations a round has
  private Actors(
      String name, String description, String operation, int perRound, Supplier<Play> maker) {
    this.name = name;
    this.description = description;
    this.operation = operation;
    this.perRound = perRound;
    this.maker = maker;
  }

  /// All of them.
  static List<Workload> all() {
    return List.of(
        new Actors(
            "actors-ping-pong",
            "Two actors of Pekko's send one message to and fro.",
            "one message",
            2,
            () -> Play.ring(2)),
        new Actors(
            "actors-fan-out",
            "An actor of Pekko's sends one message after the other to %,d others in turn, and goes on"
                    .formatted(RECEIVERS)
                + " when it was answered.",
            "one message and its answer",
            1,
            () -> Play.fanOut(RECEIVERS)),
        new Actors(
            "actors-ring",
            "A ring of %d actors of Pekko's passes one message round and round.".formatted(RING),
            "one hop",
            RING,
            () -> Play.ring(RING)),
        new Actors(
            "actors-cpu-" + COMPUTERS,
            "An actor of Pekko's has %d others compute for about %.1f ms each, and waits for all."
                .formatted(COMPUTERS, MICROS / 1000.0),
            "one task",
            COMPUTERS,
            () -> Play.computing(COMPUTERS, MICROS)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String operation() {
    return operation;
  }

  @Override
  public Family family() {
    return Family.ACTORS;
  }

  @Override
  public Driver driver() {
    return Driver.OUTSIDE; // the thread that sends the first message
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    Play playing = play;
    if (playing == null) {
      playing = maker.get();
      play = playing;
    }
    final long operations = iterations * perRound;
    return playing.go(operations)
        ? new Outcome.Completed(operations)
        : new Outcome.Stuck("the actors came to a stop");
  }

  @Override
  public void close() {
    if (play != null) {
      play.close();
    }
  }
}
