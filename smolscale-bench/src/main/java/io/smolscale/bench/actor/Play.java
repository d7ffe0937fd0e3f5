package io.smolscale.bench.actor;

import io.smolscale.bench.workload.Work;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;

/// What actors do in a benchmark. Each starts its actors, has them do something so often, and stops
/// them; false if they came to a stop before.
public final class Play {
  private static final long PATIENCE_SECONDS = 30; // for one run, which is meant to take one

  // Everything computed ends up here, so that no compiler may leave it out.
  private static final AtomicLong SINK = new AtomicLong();

  private Play() {}

  /// A ring of actors passes one message on, so many hops in all.
  public static boolean ring(int size, long hops) throws InterruptedException {
    final CountDownLatch done = new CountDownLatch(1);
    final List<ActorRef> actors = Stage.start(size, Passer.class, () -> new Passer(done));
    for (int i = 0; i < size; i++) {
      actors.get(i).tell(new Neighbour(actors.get((i + 1) % size)), ActorRef.noSender());
    }
    actors.getFirst().tell(new Token(hops), ActorRef.noSender());
    return end(done, actors);
  }

  /// One actor sends to the others in turn, and goes on when it has an answer.
  public static boolean fanOut(int receivers, long messages) throws InterruptedException {
    final CountDownLatch done = new CountDownLatch(1);
    final List<ActorRef> echoes = Stage.start(receivers, Echo.class, Echo::new);
    final List<ActorRef> hub = Stage.start(1, Hub.class, () -> new Hub(echoes, 1, messages, done));
    final boolean finished = end(done, hub);
    Stage.stop(echoes);
    return finished;
  }

  /// One actor has all the others compute at once, round after round.
  public static boolean compute(int computers, int micros, long rounds)
      throws InterruptedException {
    final CountDownLatch done = new CountDownLatch(1);
    final List<ActorRef> actors =
        Stage.start(computers, Computer.class, () -> new Computer(micros));
    final List<ActorRef> hub =
        Stage.start(1, Hub.class, () -> new Hub(actors, computers, rounds * computers, done));
    final boolean finished = end(done, hub);
    Stage.stop(actors);
    return finished;
  }

  private static boolean end(CountDownLatch done, List<ActorRef> actors)
      throws InterruptedException {
    final boolean finished = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    Stage.stop(actors);
    return finished;
  }

  private record Neighbour(ActorRef actor) {}

  /// Goes from hand to hand, as an object; who has it may change it.
  private static final class Token {
    private long hops;

    private Token(long hops) {
      this.hops = hops;
    }
  }

  private static final class Passer extends AbstractActor {
    private final CountDownLatch done;
    private ActorRef next = ActorRef.noSender();

    private Passer(CountDownLatch done) {
      this.done = done;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .match(Token.class, this::pass)
          .match(Neighbour.class, neighbour -> next = neighbour.actor())
          .build();
    }

    private void pass(Token token) {
      if (token.hops-- > 0) {
        next.tell(token, ActorRef.noSender());
      } else {
        done.countDown();
      }
    }
  }

  private static final class Echo extends AbstractActor {
    @Override
    public Receive createReceive() {
      return receiveBuilder().matchAny(message -> getSender().tell(message, getSelf())).build();
    }
  }

  private static final class Computer extends AbstractActor {
    private final int micros;

    private Computer(int micros) {
      this.micros = micros;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .matchAny(message -> {
            SINK.addAndGet(Work.burn(1, micros * Work.STEPS_PER_MICRO));
            getSender().tell(message, getSelf());
          })
          .build();
    }
  }

  /// Keeps so many messages under way.
  private static final class Hub extends AbstractActor {
    private static final Object MESSAGE = "message";

    private final List<ActorRef> others;
    private final CountDownLatch done;
    private final int width;
    private long left;
    private int underWay;
    private int next;

    private Hub(List<ActorRef> others, int width, long messages, CountDownLatch done) {
      this.others = others;
      this.width = width;
      this.left = messages;
      this.done = done;
    }

    @Override
    public void preStart() {
      sendRound();
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder().matchAny(_ -> answered()).build();
    }

    private void answered() {
      underWay--;
      if (underWay == 0) {
        sendRound();
      }
    }

    private void sendRound() {
      if (left <= 0) {
        done.countDown();
        return;
      }
      for (int i = 0; i < width; i++) {
        others.get(next).tell(MESSAGE, getSelf());
        next = (next + 1) % others.size();
      }
      underWay = width;
      left -= width;
    }
  }
}
