package io.smolscale.pekko.programs;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;

/// A program that knows nothing of smolscale but what is in its configuration, shop.conf: says on
/// which thread each of two actors and a virtual thread of its own run, and leaves main while its
/// system lives on.
public final class Shop {
  private Shop() {}

  /// Arguments: how to name the blocking dispatcher, and whether to leave it out.
  public static void main(String[] args) throws Exception {
    ActorSystem system = ActorSystem.create("shop");
    say("actor", system.actorOf(Props.create(Clerk.class, Clerk::new)));
    try {
      say(
          "blocking",
          system.actorOf(
              Props.create(Clerk.class, Clerk::new)
                  .withDispatcher("smolscale.pekko.blocking-dispatcher")));
    } catch (RuntimeException e) {
      Throwable cause = e;
      while (cause.getCause() != null && !(cause instanceof UnsupportedOperationException)) {
        cause = cause.getCause();
      }
      System.out.println("refused " + cause.getMessage());
    }
    Thread.ofVirtual().start(() -> System.out.println("virtual " + Thread.currentThread())).join();
    System.out.println("module " + module());
    // A thread of Pekko's clock must be enough to keep the JVM alive after main.
    system
        .scheduler()
        .scheduleOnce(
            Duration.ofMillis(300),
            () -> {
              System.out.println("later " + Thread.currentThread().getName());
              system.terminate();
            },
            system.dispatcher());
  }

  private static String module() throws ClassNotFoundException {
    return String.valueOf(Class.forName("io.smolscale.pekko.WorkerExecutor").getModule().getName());
  }

  private static void say(String who, ActorRef actor) throws Exception {
    CompletionStage<Object> answer = Patterns.ask(actor, "where?", Duration.ofSeconds(30));
    System.out.println(who + " " + answer.toCompletableFuture().get(30, TimeUnit.SECONDS));
  }

  private static final class Clerk extends AbstractActor {
    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .matchAny(_ -> getSender().tell(Thread.currentThread().toString(), getSelf()))
          .build();
    }
  }
}
