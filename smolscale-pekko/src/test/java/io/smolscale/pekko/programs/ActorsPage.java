package io.smolscale.pekko.programs;

import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;

/// What docs/actors.md quotes.
public final class ActorsPage {
  private ActorsPage() {}

  /// Starts an actor that blocks.
  public static ActorRef start(ActorSystem system) {
    // quote
    ActorRef clerk =
        system.actorOf(
            Props.create(Clerk.class, Clerk::new)
                .withDispatcher("smolscale.pekko.blocking-dispatcher"));
    // end
    return clerk;
  }

  /// Answers with whether it is on a virtual thread, after a while.
  private static final class Clerk extends AbstractActor {
    @Override
    public Receive createReceive() {
      return receiveBuilder().matchAny(_ -> answer()).build();
    }

    private void answer() throws InterruptedException {
      Thread.sleep(10);
      getSender().tell(Thread.currentThread().isVirtual(), getSelf());
    }
  }
}
