package io.smolscale.samples.cluster;

import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.AbstractActorWithStash;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.ddata.DistributedData;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.LWWRegister;
import org.apache.pekko.cluster.ddata.LWWRegisterKey;
import org.apache.pekko.cluster.ddata.Replicator;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;

/// A counter, one of many that are spread over the nodes. It acknowledges an addition when most of
/// the nodes have its new state, so that any two of three know of it; when its node dies, it is
/// started on another, and asks two for its state first.
final class Counter extends AbstractActorWithStash {
  private static final Duration PATIENCE = Duration.ofSeconds(2); // with the other nodes

  /// Of three nodes; any two sets of two have one in common. A majority of the nodes that this one
  /// knows of would not do: for one that has just started, that may be itself alone.
  private static final int ENOUGH = 2;

  /// The register takes the state with the greatest stamp, and additions are in order.
  private static final LWWRegister.Clock<String> CLOCK = (_, state) -> State.decode(state).last();

  private final SelfUniqueAddress node =
      DistributedData.get(getContext().getSystem()).selfUniqueAddress();
  private final ActorRef replicator = DistributedData.get(getContext().getSystem()).replicator();
  private final String name = getSelf().path().name();
  private final Key<LWWRegister<String>> key = LWWRegisterKey.create("counter-" + name);

  private State state = State.NONE;
  private long known; // the last addition that most of the nodes know of

  static Props props() {
    return Props.create(Counter.class, Counter::new);
  }

  @Override
  public void preStart() {
    read();
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(Replicator.GetSuccess.class, found -> begin(decode(found)))
        .match(Replicator.NotFound.class, _ -> begin(State.NONE))
        .match(Replicator.GetFailure.class, _ -> read()) // fewer than two answered: once more
        .matchAny(_ -> stash())
        .build();
  }

  private void read() {
    replicator.tell(
        new Replicator.Get<>(key, new Replicator.ReadFrom(ENOUGH, PATIENCE)), getSelf());
  }

  private State decode(Replicator.GetSuccess<?> found) {
    return State.decode(String.valueOf(found.get(key).getValue()));
  }

  private void begin(State found) {
    state = found;
    getContext().become(counting());
    unstashAll();
  }

  private Receive counting() {
    return receiveBuilder().match(String.class, message -> add(Add.decode(message))).build();
  }

  private void add(Add add) {
    if (add.sequence() == 0) { // a question
      getSender().tell(name + " " + state.encode(), getSelf());
    } else if (add.sequence() <= known) {
      acknowledge(add.sequence(), getSender()); // it came before: the acknowledgement was lost
    } else {
      if (add.sequence() > state.last()) {
        state = state.plus(add.sequence());
      }
      write(getSender());
    }
  }

  /// Writes the state, and keeps back what comes before the others have it.
  private void write(ActorRef sender) {
    State written = state;
    replicator.tell(
        new Replicator.Update<>(
            key,
            LWWRegister.create(node, State.NONE.encode(), CLOCK),
            new Replicator.WriteTo(ENOUGH, PATIENCE),
            Optional.empty(),
            register -> register.withValue(node, written.encode(), CLOCK)),
        getSelf());
    getContext()
        .become(
            receiveBuilder()
                .match(
                    Replicator.UpdateSuccess.class,
                    _ -> {
                      known = written.last();
                      acknowledge(known, sender);
                      goOn();
                    })
                // Not known of by most: no acknowledgement, and the sender sends it again.
                .match(Replicator.UpdateResponse.class, _ -> goOn())
                .matchAny(_ -> stash())
                .build());
  }

  private void goOn() {
    getContext().become(counting());
    unstashAll();
  }

  private void acknowledge(long sequence, ActorRef sender) {
    sender.tell(new Add(name, sequence).encode(), getSelf());
  }
}
