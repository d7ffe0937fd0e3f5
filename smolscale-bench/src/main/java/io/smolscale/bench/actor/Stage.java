package io.smolscale.bench.actor;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.pekko.actor.Actor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;

/// The actor system under test, which lives as long as the JVM.
public final class Stage {
  /// Which dispatcher it has: a name of [#configuration].
  public static final String PROPERTY = "smolscale.bench.dispatcher";

  private static final String THREADS = "pekko.actor.default-dispatcher.fork-join-executor.";

  private static final class Holder {
    static final ActorSystem SYSTEM =
        ActorSystem.create(
            "bench",
            ConfigFactory.load(
                ConfigFactory.parseMap(Map.of("pekko.daemonic", "on", "pekko.loglevel", "WARNING"))
                    .withFallback(configuration(System.getProperty(PROPERTY, "pekko")))));
  }

  private Stage() {}

  /// Starts so many actors.
  static <T extends Actor> List<ActorRef> start(int count, Class<T> type, Supplier<T> actor) {
    return IntStream.range(0, count)
        .mapToObj(_ -> Holder.SYSTEM.actorOf(Props.create(type, actor::get)))
        .toList();
  }

  /// Stops these actors, sooner or later.
  static void stop(List<ActorRef> actors) {
    actors.forEach(Holder.SYSTEM::stop);
  }

  /// What the dispatcher of this name needs.
  static Config configuration(String dispatcher) {
    return switch (dispatcher) {
      case "pekko" -> ConfigFactory.empty(); // as it comes: at least eight threads
      case "pekko-cores" -> {
        final int cores = Runtime.getRuntime().availableProcessors();
        yield ConfigFactory.parseMap(
            Map.of(THREADS + "parallelism-min", cores, THREADS + "parallelism-max", cores));
      }
      case "smolscale" ->
          ConfigFactory.parseString(
              "pekko.actor.default-dispatcher.executor = \"io.smolscale.pekko.WorkerExecutor\"");
      default -> throw new IllegalArgumentException("no dispatcher " + dispatcher);
    };
  }
}
