package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import kotlin.Unit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.YieldKt;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.Props;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import scala.concurrent.ExecutionContext;

/// Kotlin's coroutines, Reactor and Pekko's actors on the plain front of a scheduler.
class OtherLibrariesTest {
  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void coroutinesRunOnIt() throws Exception {
    CoroutineDispatcher dispatcher = ExecutorsKt.from(on.scheduler());
    Set<String> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch ran = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      Job job =
          BuildersKt.launch(
              GlobalScope.INSTANCE,
              dispatcher,
              CoroutineStart.DEFAULT,
              (_, _) -> {
                threads.add(Thread.currentThread().getName());
                ran.countDown();
                return Unit.INSTANCE;
              });
      assertThat(job.isCancelled()).isFalse();
    }
    Eventually.opens(ran);
    assertThat(threads).isNotEmpty().allMatch(name -> name.startsWith("test-worker-"));
  }

  @Test
  void aCoroutineIsAwaited() throws Exception {
    CoroutineDispatcher dispatcher = ExecutorsKt.from(on.scheduler());
    Deferred<Integer> deferred =
        BuildersKt.async(GlobalScope.INSTANCE, dispatcher, CoroutineStart.DEFAULT, (_, _) -> 42);
    Object value =
        BuildersKt.runBlocking(
            EmptyCoroutineContext.INSTANCE, (_, continuation) -> deferred.await(continuation));
    assertThat(value).isEqualTo(42);
  }

  @Test
  void aCoroutineYieldsAndIsDelayed() throws Exception {
    CoroutineDispatcher dispatcher = ExecutorsKt.from(on.scheduler());
    Object value =
        BuildersKt.runBlocking(dispatcher, (_, continuation) -> DelayKt.delay(5, continuation));
    assertThat(value).isEqualTo(Unit.INSTANCE);
    Object yielded =
        BuildersKt.runBlocking(dispatcher, (_, continuation) -> YieldKt.yield(continuation));
    assertThat(yielded).isEqualTo(Unit.INSTANCE);
  }

  @Test
  void reactorPublishesOnIt() {
    reactor.core.scheduler.Scheduler scheduler =
        Schedulers.fromExecutorService(on.scheduler(), "smolscale");
    Set<String> threads = ConcurrentHashMap.newKeySet();
    Integer sum =
        Flux.range(1, 1_000)
            .publishOn(scheduler)
            .doOnNext(_ -> threads.add(Thread.currentThread().getName()))
            .reduce(Integer::sum)
            .block();
    assertThat(sum).isEqualTo(500_500);
    assertThat(threads).isNotEmpty().allMatch(name -> name.startsWith("test-worker-"));
  }

  @Test
  void reactorSubscribesOnIt() {
    reactor.core.scheduler.Scheduler scheduler = Schedulers.fromExecutorService(on.scheduler());
    AtomicInteger calls = new AtomicInteger();
    Long count =
        Flux.range(0, 50)
            .flatMap(_ -> Mono.fromCallable(calls::incrementAndGet).subscribeOn(scheduler))
            .count()
            .block();
    assertThat(count).isEqualTo(50);
    assertThat(calls).hasValue(50);
  }

  @Test
  void actorsRunOnIt() throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch done = new CountDownLatch(1);
    ActorSystem system =
        ActorSystem.create(
            "actors",
            BootstrapSetup.create()
                .withDefaultExecutionContext(ExecutionContext.fromExecutor(on.scheduler())));
    try {
      ActorRef second =
          system.actorOf(Props.create(CountsDown.class, () -> new CountsDown(threads, done)));
      ActorRef first =
          system.actorOf(Props.create(CountsDown.class, () -> new CountsDown(threads, done)));
      first.tell(1_000, second);
      Eventually.opens(done);
    } finally {
      system.terminate();
      Eventually.gives(system.getWhenTerminated().toCompletableFuture());
    }
    assertThat(threads).isNotEmpty().allMatch(name -> name.startsWith("test-"));
  }

  /// Passes a number back, less one, until there is none left.
  private static final class CountsDown extends AbstractActor {
    private final Set<String> threads;
    private final CountDownLatch done;

    CountsDown(Set<String> threads, CountDownLatch done) {
      this.threads = threads;
      this.done = done;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder().match(Integer.class, this::pass).build();
    }

    private void pass(int number) {
      threads.add(Thread.currentThread().getName());
      if (number == 0) {
        done.countDown();
      } else {
        getSender().tell(number - 1, getSelf());
      }
    }
  }
}
