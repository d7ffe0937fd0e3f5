package io.smolscale.bench.task;

import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;

/// Pekko's default dispatcher, and its own actors to receive messages.
///
/// By default it starts eight threads on a machine of two cores; here it has one for each core, as
/// all others.
final class PekkoPool implements Pool {
  private static final String DISPATCHER = "pekko.actor.default-dispatcher.fork-join-executor.";

  private final ActorSystem system;

  PekkoPool(int cores) {
    system =
        ActorSystem.create(
            "bench",
            ConfigFactory.parseMap(
                    Map.of(
                        "pekko.daemonic",
                        "on",
                        DISPATCHER + "parallelism-min",
                        cores,
                        DISPATCHER + "parallelism-max",
                        cores))
                .withFallback(ConfigFactory.load()));
  }

  @Override
  public Executor executor() {
    return system.dispatcher();
  }

  @Override
  public Mailbox mailbox(Consumer<Runnable> behaviour) {
    final ActorRef actor =
        system.actorOf(Props.create(Receiver.class, () -> new Receiver(behaviour)));
    return message -> actor.tell(message, ActorRef.noSender());
  }

  private static final class Receiver extends AbstractActor {
    private final Consumer<Runnable> behaviour;

    private Receiver(Consumer<Runnable> behaviour) {
      this.behaviour = behaviour;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder().match(Runnable.class, behaviour::accept).build();
    }
  }
}
