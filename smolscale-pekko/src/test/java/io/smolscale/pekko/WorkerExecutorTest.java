package io.smolscale.pekko;

import static io.smolscale.pekko.Systems.ask;
import static io.smolscale.pekko.Systems.doer;
import static io.smolscale.pekko.Systems.eventually;
import static io.smolscale.pekko.Systems.tell;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.Version;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.AbstractActorWithStash;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.Props;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.routing.BalancingPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import scala.concurrent.Await;
import scala.concurrent.Future;
import scala.concurrent.duration.Duration;

/// Actors that do not block, on workers.
@AlsoOnScala3
class WorkerExecutorTest {
  /// One worker, and never a spare: what blocks it without saying so blocks it for good.
  private static final String CONFIGURATION =
      """
      one {
        executor = "io.smolscale.pekko.WorkerExecutor"
        smolscale-executor { scheduler = own, parallelism = 1, max-threads = 1 }
      }
      fair = ${one} { throughput = 1 }
      pekko.loglevel = OFF
      pekko.actor.deployment./balanced.pool-dispatcher.executor =
        "io.smolscale.pekko.WorkerExecutor"
      """;

  private static final ActorSystem SYSTEM = Systems.start("plain", CONFIGURATION);

  @AfterAll
  static void end() throws Exception {
    Systems.end(SYSTEM);
  }

  @Test
  void thePekkoUnderTestIsTheOneThatTheBuildMeans() {
    String expected = System.getProperty("pekko.expected");
    if (expected != null) {
      assertThat(Version.current()).isEqualTo(expected);
    }
  }

  @Test
  void anActorRunsOnAWorkerOfTheGlobalScheduler() {
    String thread = tell(SYSTEM.actorOf(doer()), () -> Thread.currentThread().getName()).join();
    assertThat(thread).startsWith("smolscale-");
    assertThat(SmolscaleDispatchers.of(SYSTEM).get("pekko.actor.default-dispatcher"))
        .satisfies(stats -> {
          assertThat(stats.ownScheduler()).isFalse();
          assertThat(stats.virtualThreads()).isFalse();
        });
  }

  @Test
  void aDispatcherWithItsOwnSchedulerHasItsNameAndParallelism() {
    ActorRef actor = SYSTEM.actorOf(doer().withDispatcher("one"));
    assertThat(tell(actor, () -> Thread.currentThread().getName()).join())
        .startsWith("plain-one-worker-");
    assertThat(SmolscaleDispatchers.of(SYSTEM).get("one"))
        .satisfies(stats -> {
          assertThat(stats.ownScheduler()).isTrue();
          assertThat(stats.scheduler().parallelism()).isEqualTo(1);
          assertThat(stats.scheduler().name()).isEqualTo("plain-one");
          assertThat(stats.scheduler().tasks()).isPositive();
        });
    assertThat(SmolscaleDispatchers.describe(SYSTEM))
        .contains("dispatcher one: ", "scheduler plain-one, parallelism 1")
        .contains("dispatcher pekko.actor.internal-dispatcher: ");
  }

  @Test
  void theContextClassLoaderIsTheSystems() {
    ActorRef actor = SYSTEM.actorOf(doer().withDispatcher("one"));
    assertThat(tell(actor, () -> Thread.currentThread().getContextClassLoader()).join())
        .isSameAs(Thread.currentThread().getContextClassLoader());
  }

  @Test
  void messagesOfOneSenderComeInOrder() {
    ActorRef collector = SYSTEM.actorOf(Props.create(Collector.class, Collector::new));
    List<Integer> sent = IntStream.range(0, 10_000).boxed().collect(Collectors.toList());
    sent.forEach(one -> collector.tell(one, ActorRef.noSender()));
    assertThat(Systems.<List<Integer>>ask(collector, "all")).isEqualTo(sent);
  }

  @Test
  void whatWasStashedComesFirstAndInOrderAfterTheDoorOpens() {
    ActorRef gate = SYSTEM.actorOf(Props.create(Gate.class, Gate::new).withDispatcher("one"));
    for (int i = 0; i < 100; i++) {
      gate.tell(i, ActorRef.noSender());
    }
    gate.tell("open", ActorRef.noSender());
    assertThat(Systems.<List<Integer>>ask(gate, "all"))
        .isEqualTo(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void manyAsksAtOnceAreAllAnswered() {
    ActorRef echo = SYSTEM.actorOf(Props.create(Echo.class, Echo::new));
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      String question = "question " + i;
      answers.add(CompletableFuture.supplyAsync(() -> ask(echo, question)));
    }
    for (int i = 0; i < 1_000; i++) {
      assertThat(answers.get(i).join()).isEqualTo("question " + i);
    }
  }

  /// On a `ForkJoinPool` as well; here with one worker, whose own queue is never empty.
  @Test
  void anActorThatNeverHasEnoughOfItselfKeepsNobodyFromTheOnlyWorker() {
    AtomicInteger laps = new AtomicInteger();
    List<ActorRef> busy = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ActorRef one =
          SYSTEM.actorOf(
              Props.create(Restless.class, () -> new Restless(laps)).withDispatcher("fair"));
      one.tell("go", ActorRef.noSender());
      busy.add(one);
    }
    ActorRef echo = SYSTEM.actorOf(Props.create(Echo.class, Echo::new).withDispatcher("fair"));
    for (int i = 0; i < 100; i++) {
      assertThat(Systems.<String>ask(echo, "still there " + i)).isEqualTo("still there " + i);
    }
    assertThat(laps.get()).isPositive();
    busy.forEach(one -> one.tell(PoisonPill.getInstance(), ActorRef.noSender()));
  }

  /// Each of the ten gets its turns: none has more than a few times what another has.
  @Test
  void actorsShareAWorkerEvenly() throws Exception {
    List<AtomicInteger> laps = new ArrayList<>();
    CountDownLatch begin = new CountDownLatch(1);
    var held =
        tell(
            SYSTEM.actorOf(doer().withDispatcher("fair")), () -> begin.await(60, TimeUnit.SECONDS));
    List<ActorRef> busy = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      AtomicInteger counter = new AtomicInteger();
      laps.add(counter);
      ActorRef one =
          SYSTEM.actorOf(
              Props.create(Restless.class, () -> new Restless(counter)).withDispatcher("fair"));
      one.tell("go", ActorRef.noSender());
      busy.add(one);
    }
    begin.countDown();
    assertThat(held.join()).isTrue();
    eventually(
        "one has had many turns", () -> laps.stream().anyMatch(count -> count.get() > 20_000));
    assertThat(laps).allMatch(count -> count.get() > 2_000);
    busy.forEach(one -> one.tell(PoisonPill.getInstance(), ActorRef.noSender()));
  }

  @Test
  void anActorThatThrowsIsRestartedAndGoesOn() {
    ActorRef fragile = SYSTEM.actorOf(Props.create(Fragile.class, Fragile::new));
    assertThat(Systems.<Integer>ask(fragile, "count")).isEqualTo(1);
    fragile.tell("break", ActorRef.noSender());
    assertThat(Systems.<Integer>ask(fragile, "count")).isEqualTo(1);
  }

  @Test
  void anActorThatInterruptsItselfLeavesItsWorkerToOthers() {
    ActorRef first = SYSTEM.actorOf(doer().withDispatcher("one"));
    ActorRef second = SYSTEM.actorOf(doer().withDispatcher("one"));
    tell(
            first,
            () -> {
              Thread.currentThread().interrupt();
              return 0;
            })
        .join();
    assertThat(tell(second, () -> Thread.currentThread().isInterrupted()).join()).isFalse();
    assertThat(tell(first, () -> Thread.currentThread().isInterrupted()).join()).isFalse();
  }

  /// Scala's `Await` says that it blocks, and the only worker's other work goes on elsewhere,
  /// though there may be no spare.
  @Test
  void anActorMayAwaitWhatTheSameDispatcherComputes() {
    ActorRef actor = SYSTEM.actorOf(doer().withDispatcher("one"));
    List<Integer> answers =
        tell(
                actor,
                () -> {
                  List<Integer> found = new ArrayList<>();
                  for (int i = 0; i < 50; i++) {
                    int number = i;
                    Future<Integer> future =
                        Futures.future(() -> number, SYSTEM.dispatchers().lookup("one"));
                    found.add(Await.result(future, Duration.create(60, TimeUnit.SECONDS)));
                  }
                  return found;
                })
            .join();
    assertThat(answers).hasSize(50).startsWith(0, 1).endsWith(49);
  }

  /// What Pekko gathers in a batch on one thread must not wait behind a member that waits for it.
  @Test
  void aBatchThatAwaitsItsOwnMemberDoesNotHang() {
    var context = SYSTEM.dispatchers().lookup("one");
    Future<Integer> outer =
        Futures.successful(1)
            .map(
                one -> {
                  Future<Integer> inner = Futures.successful(one).map(x -> x + 1, context);
                  try {
                    return Await.result(inner, Duration.create(60, TimeUnit.SECONDS));
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                },
                context);
    CompletableFuture<Integer> done = new CompletableFuture<>();
    outer.foreach(done::complete, context);
    assertThat(done.join()).isEqualTo(2);
  }

  @Test
  void aPoolOfBalancedActorsSharesItsWork() throws Exception {
    ConcurrentLinkedQueue<Integer> seen = new ConcurrentLinkedQueue<>();
    ActorRef pool =
        SYSTEM.actorOf(
            new BalancingPool(4).props(Props.create(Sink.class, () -> new Sink(seen))), "balanced");
    for (int i = 0; i < 1_000; i++) {
      pool.tell(i, ActorRef.noSender());
    }
    eventually("all have arrived", () -> seen.size() == 1_000);
    assertThat(seen).doesNotHaveDuplicates();
  }

  /// Answers with what it is sent.
  private static final class Echo extends AbstractActor {
    @Override
    public Receive createReceive() {
      return receiveBuilder().matchAny(message -> getSender().tell(message, getSelf())).build();
    }
  }

  private static final class Collector extends AbstractActor {
    private final List<Integer> received = new ArrayList<>();

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .match(Integer.class, received::add)
          .matchEquals("all", _ -> getSender().tell(List.copyOf(received), getSelf()))
          .build();
    }
  }

  /// Keeps numbers back until it is opened.
  private static final class Gate extends AbstractActorWithStash {
    private final List<Integer> received = new ArrayList<>();

    @Override
    public Receive createReceive() {
      return receiveBuilder().matchEquals("open", _ -> open()).matchAny(_ -> stash()).build();
    }

    private void open() {
      unstashAll();
      getContext()
          .become(
              receiveBuilder()
                  .match(Integer.class, received::add)
                  .matchEquals("all", _ -> getSender().tell(List.copyOf(received), getSelf()))
                  .build());
    }
  }

  /// Sends itself a message for each that it gets.
  private static final class Restless extends AbstractActor {
    private final AtomicInteger laps;

    private Restless(AtomicInteger laps) {
      this.laps = laps;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .matchAny(message -> {
            laps.incrementAndGet();
            getSelf().tell(message, getSelf());
          })
          .build();
    }
  }

  /// Counts, breaks, and begins again.
  private static final class Fragile extends AbstractActor {
    private int count;

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .matchEquals("count", _ -> getSender().tell(++count, getSelf()))
          .matchEquals(
              "break",
              _ -> {
                throw new IllegalStateException("as told");
              })
          .build();
    }
  }

  private static final class Sink extends AbstractActor {
    private final ConcurrentLinkedQueue<Integer> seen;

    private Sink(ConcurrentLinkedQueue<Integer> seen) {
      this.seen = seen;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder().match(Integer.class, seen::add).build();
    }
  }
}
