package io.smolscale.pekko;

import static io.smolscale.pekko.Systems.doer;
import static io.smolscale.pekko.Systems.eventually;
import static io.smolscale.pekko.Systems.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.smolscale.SchedulerConfig;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.PoisonPill;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Dispatchers begin with their first actor and end with their system.
class LifeCycleTest {
  private static final String OWN =
      """
      workers {
        executor = "io.smolscale.pekko.WorkerExecutor"
        shutdown-timeout = 50ms
        smolscale-executor { scheduler = own, parallelism = 2 }
      }
      threads = ${workers} { executor = "io.smolscale.pekko.VirtualThreadExecutor" }
      pekko.actor.internal-dispatcher.smolscale-executor { scheduler = own, parallelism = 1 }
      pekko.actor.default-dispatcher.smolscale-executor { scheduler = own, parallelism = 1 }
      """;

  @Test
  void theEndOfTheSystemLeavesNoThreadAndNoDispatcher() throws Exception {
    for (int i = 0; i < 5; i++) {
      ActorSystem system = Systems.start("brief", OWN);
      for (String dispatcher : List.of("workers", "threads", "pekko.actor.default-dispatcher")) {
        ActorRef actor = system.actorOf(doer().withDispatcher(dispatcher));
        tell(actor, () -> 0).join();
      }
      assertThat(SmolscaleDispatchers.of(system))
          .containsOnlyKeys(
              "workers",
              "threads",
              "pekko.actor.default-dispatcher",
              "pekko.actor.internal-dispatcher");
      Systems.end(system);
      eventually("no thread is left", () -> Systems.threads("brief-") == 0);
      assertThat(SmolscaleDispatchers.of(system)).isEmpty();
    }
  }

  @Test
  void aDispatcherWithoutActorsEndsAndComesBackWithTheNextOne() throws Exception {
    ActorSystem system = Systems.start("idle", OWN);
    try {
      for (String dispatcher : List.of("workers", "threads")) {
        for (int i = 0; i < 3; i++) {
          ActorRef actor = system.actorOf(doer().withDispatcher(dispatcher));
          assertThat(tell(actor, () -> 42).join()).isEqualTo(42);
          actor.tell(PoisonPill.getInstance(), ActorRef.noSender());
          eventually(
              dispatcher + " has ended",
              () -> !SmolscaleDispatchers.of(system).containsKey(dispatcher));
          eventually(
              "its threads, too", () -> Systems.threads("idle-" + dispatcher + "-worker") == 0);
        }
      }
    } finally {
      Systems.end(system);
    }
  }

  @Test
  void twoSystemsOfOneNameHaveTheirOwn() throws Exception {
    ActorSystem first = Systems.start("twin", OWN);
    ActorSystem second = Systems.start("twin", OWN);
    try {
      tell(first.actorOf(doer().withDispatcher("workers")), () -> 0).join();
      assertThat(SmolscaleDispatchers.of(first)).containsKey("workers");
      assertThat(SmolscaleDispatchers.of(second)).doesNotContainKey("workers");
    } finally {
      Systems.end(first);
      Systems.end(second);
    }
  }

  /// An error that no supervisor may handle ends the system, as on Pekko's own executors.
  @ParameterizedTest
  @CsvSource({"workers", "threads"})
  void aFatalErrorEndsTheSystem(String dispatcher) throws Exception {
    ActorSystem system =
        Systems.start(
            "fatal",
            OWN
                + "pekko.jvm-exit-on-fatal-error = off\npekko.loglevel = OFF\n"
                + "pekko.stdout-loglevel = OFF\n");
    Callable<Integer> body =
        () -> {
          throw new OutOfMemoryError("a test's");
        };
    var answer = tell(system.actorOf(doer().withDispatcher(dispatcher)), body);
    system
        .getWhenTerminated()
        .toCompletableFuture()
        .get(Systems.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(answer).isNotDone();
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void aShutExecutorFinishesWhatItHadAndRefusesTheRest(boolean own, boolean virtual)
      throws Exception {
    DispatcherExecutor executor = executor(own, virtual);
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger ran = new AtomicInteger();
    executor.execute(() -> {
      running.countDown();
      await(release);
      ran.incrementAndGet();
    });
    for (int i = 0; i < 100; i++) {
      executor.execute(ran::incrementAndGet);
    }
    running.await();
    assertThat(executor.isShutdown()).isFalse();
    executor.shutdown();
    assertThat(executor.isShutdown()).isTrue();
    assertThat(executor.isTerminated()).isFalse();
    assertThat(executor.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
    assertThatThrownBy(() -> executor.execute(ran::incrementAndGet))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("dispatcher \"test\" is shut down");
    release.countDown();
    assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(executor.isTerminated()).isTrue();
    assertThat(ran).hasValue(101);
  }

  @Test
  void whatAStopAbandonsIsGivenBackAsItCame() throws Exception {
    DispatcherExecutor executor =
        new DispatcherExecutor(
            surroundings(),
            new ExecutorSettings(SchedulerConfig.DEFAULT.withParallelism(1).withMaxThreads(1)),
            false);
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    executor.execute(() -> {
      running.countDown();
      await(never);
    });
    running.await();
    Runnable waiting = () -> {};
    executor.execute(waiting);
    assertThat(executor.shutdownNow()).containsExactly(waiting);
    assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatNobodyMayGiveIsRefused() {
    DispatcherExecutor executor = executor(false, false);
    assertThatThrownBy(() -> executor.execute(none()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("task");
    assertThatThrownBy(() -> SmolscaleDispatchers.of(none()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("system");
    assertThatThrownBy(() -> new WorkerExecutor(none(), none()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("config");
    assertThatThrownBy(() -> new VirtualThreadExecutor(ConfigFactory.empty(), none()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("prerequisites");
    executor.shutdown();
  }

  private static DispatcherExecutor executor(boolean own, boolean virtual) {
    return new DispatcherExecutor(
        surroundings(), new ExecutorSettings(own ? SchedulerConfig.DEFAULT : null), virtual);
  }

  private static Surroundings surroundings() {
    ActorSystem.Settings settings =
        new ActorSystem.Settings(
            LifeCycleTest.class.getClassLoader(), ConfigFactory.load(), "settings");
    return new Surroundings(settings, "test", "settings-test", null, null);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what is to be refused
  private static <T> T none() {
    return null;
  }
}
