package io.smolscale.pekko;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;

/// Actor systems for tests.
final class Systems {
  /// Far more than a busy machine needs.
  static final Duration LIMIT = Duration.ofSeconds(60);

  private Systems() {}

  /// Starts a system all of whose dispatchers are on smolscale, with some more configuration.
  static ActorSystem start(String name, String configuration) {
    Config ours =
        ConfigFactory.parseString(
            """
            include classpath("smolscale-pekko.conf")
            pekko.loglevel = WARNING
            pekko.stdout-loglevel = WARNING
            """);
    return ActorSystem.create(
        name, ConfigFactory.load(ConfigFactory.parseString(configuration).withFallback(ours)));
  }

  /// Ends it, and waits for that.
  static void end(ActorSystem system) throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /// Asks an actor, and waits for the answer, which a platform thread may.
  @SuppressWarnings("TypeParameterUnusedInFormals")
  static <T> T ask(ActorRef actor, Object question) {
    try {
      @SuppressWarnings("unchecked") // as the test says
      T answer = (T) Patterns.ask(actor, question, LIMIT).toCompletableFuture().join();
      return answer;
    } catch (CompletionException e) {
      throw new AssertionError("no answer to " + question, e.getCause());
    }
  }

  /// Waits for this state.
  static void eventually(String state, BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within the limit: " + state);
      }
      Thread.sleep(5);
    }
  }

  /// How many threads there are whose names begin so, virtual ones aside.
  static long threads(String beginning) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(beginning))
        .count();
  }

  /// An actor that runs what it is sent, with itself as the argument.
  static Props doer() {
    return Props.create(Doer.class, Doer::new);
  }

  /// Sends a [doer][#doer] this body, and completes with what that gives.
  static <T> CompletableFuture<T> tell(ActorRef doer, java.util.concurrent.Callable<T> body) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Consumer<AbstractActor> message =
        _ -> {
          try {
            done.complete(body.call());
          } catch (Exception e) {
            done.completeExceptionally(e);
          }
        };
    doer.tell(message, ActorRef.noSender());
    return done;
  }

  private static final class Doer extends AbstractActor {
    @Override
    @SuppressWarnings("unchecked") // what tell sends
    public Receive createReceive() {
      return receiveBuilder()
          .match(Consumer.class, body -> ((Consumer<AbstractActor>) body).accept(this))
          .build();
    }
  }
}
