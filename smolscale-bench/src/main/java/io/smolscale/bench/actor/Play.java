package io.smolscale.bench.actor;

import io.smolscale.bench.workload.Work;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;

/// Actors that do something over and over. They live from its making to its end.
public final class Play implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30; // for one run, which is meant to take one

  // Everything computed ends up here, so that no compiler may leave it out.
  private static final AtomicLong SINK = new AtomicLong();

  private final ActorRef first;
  private final List<ActorRef> others;

  private Play(ActorRef first, List<ActorRef> others) {
    this.first = first;
    this.others = others;
  }

  /// A ring of actors, in which one message is passed on.
  public static Play ring(int size) {
    final List<ActorRef> actors = Stage.start(size, Passer.class, Passer::new);
    for (int i = 0; i < size; i++) {
      actors.get(i).tell(new Neighbour(actors.get((i + 1) % size)), ActorRef.noSender());
    }
    return new Play(actors.getFirst(), actors.subList(1, size));
  }

  /// One actor that sends to the others in turn, and goes on when it has an answer.
  public static Play fanOut(int receivers) {
    return hub(1, Stage.start(receivers, Echo.class, Echo::new));
  }

  /// One actor that has all the others compute at once, and goes on when all have answered.
  public static Play computing(int computers, int micros) {
    return hub(computers, Stage.start(computers, Computer.class, () -> new Computer(micros)));
  }

  private static Play hub(int width, List<ActorRef> others) {
    return new Play(Stage.start(1, Hub.class, () -> new Hub(others, width)).getFirst(), others);
  }

  /// Has so many messages sent, and returns false if they came to a stop.
  public boolean go(long messages) throws InterruptedException {
    final Token token = new Token(messages);
    first.tell(token, ActorRef.noSender());
    return token.done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    Stage.stop(others);
    Stage.stop(List.of(first));
  }

  private record Neighbour(ActorRef actor) {}

  /// Goes from hand to hand, as an object; whoever has it may change it.
  private static final class Token {
    private final CountDownLatch done = new CountDownLatch(1);
    private long left;

    private Token(long messages) {
      left = messages;
    }
  }

  private static final class Passer extends AbstractActor {
    private ActorRef next = ActorRef.noSender();

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .match(Token.class, this::pass)
          .match(Neighbour.class, neighbour -> next = neighbour.actor())
          .build();
    }

    private void pass(Token token) {
      if (token.left-- > 0) {
        next.tell(token, ActorRef.noSender());
      } else {
        token.done.countDown();
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
      return receiveBuilder().matchAny(this::compute).build();
    }

    private void compute(Object message) {
      SINK.addAndGet(Work.burn(1, micros * Work.STEPS_PER_MICRO));
      getSender().tell(message, getSelf());
    }
  }

  /// Keeps so many messages under way.
  private static final class Hub extends AbstractActor {
    private static final Object MESSAGE = "message";

    private final List<ActorRef> others;
    private final int width;
    private Token token = new Token(0);
    private int underWay;
    private int next;

    private Hub(List<ActorRef> others, int width) {
      this.others = others;
      this.width = width;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder().match(Token.class, this::begin).matchAny(_ -> answered()).build();
    }

    private void begin(Token begun) {
      token = begun;
      send();
    }

    private void answered() {
      underWay--;
      if (underWay == 0) {
        send();
      }
    }

    private void send() {
      if (token.left <= 0) {
        token.done.countDown();
        return;
      }
      underWay = width;
      token.left -= width;
      for (int i = 0; i < width; i++) {
        others.get(next).tell(MESSAGE, getSelf());
        next = (next + 1) % others.size();
      }
    }
  }
}
