package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Closing;
import io.smolscale.testkit.Eventually;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future.State;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class NurseryTest {
  private final CountDownLatch release = new CountDownLatch(1);
  private final Scheduler scheduler;
  private final Nursery nursery;

  NurseryTest(SchedulerKind kind) {
    scheduler = kind.make();
    nursery = Nursery.open(scheduler);
  }

  @AfterEach
  void close() {
    release.countDown();
    nursery.close();
    assertThat(scheduler.stats().activeTasks()).isZero();
    scheduler.close();
  }

  private static int sleep() throws InterruptedException {
    Thread.sleep(Duration.ofHours(1));
    return 0;
  }

  private static Callable<Integer> failing(String message) {
    return () -> {
      throw new IllegalStateException(message);
    };
  }

  @Test
  void joinWaitsForAll() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    Task<Integer> value = nursery.spawn(() -> 42);
    for (int i = 0; i < 1_000; i++) {
      var _ = nursery.spawn(ran::incrementAndGet);
      var _ = nursery.spawn((Runnable) ran::incrementAndGet);
    }
    nursery.join();
    assertThat(ran).hasValue(2_000);
    assertThat(nursery.size()).isZero();
    assertThat(value.join()).isEqualTo(42);
  }

  @Test
  void joinWaitsForThoseThatAreSpawnedMeanwhile() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    tree(3, ran);
    nursery.join();
    assertThat(ran).hasValue(1 + 4 + 16 + 64);
    var _ = nursery.spawn(ran::incrementAndGet);
    nursery.join();
    assertThat(ran).hasValue(86);
  }

  private void tree(int levels, AtomicInteger ran) {
    nursery.spawn(() -> {
      ran.incrementAndGet();
      for (int i = 0; i < 4 && levels > 0; i++) {
        tree(levels - 1, ran);
      }
    });
  }

  @Test
  void anEmptyOneIsJoinedAtOnce() throws Exception {
    nursery.join();
  }

  @Test
  void theFirstFailureCancelsTheRest() {
    Task<Integer> other = nursery.spawn(NurseryTest::sleep);
    Task<Integer> bad = nursery.spawn(failing("says the test"));
    assertThatThrownBy(nursery::join)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("says the test");
    assertThat(other.state()).isEqualTo(State.CANCELLED);
    assertThat(bad.state()).isEqualTo(State.FAILED);
    assertThat(scheduler.stats().activeTasks()).as("when join throws").isZero();
    assertThatThrownBy(nursery::join).as("again").isInstanceOf(ExecutionException.class);
    assertThatThrownBy(() -> nursery.spawn(() -> 42))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("has failed");
  }

  @Test
  void afterAFailureJoinWaitsUntilAllHaveStopped() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    AtomicBoolean over = new AtomicBoolean();
    nursery.spawn(() -> {
      began.countDown();
      try {
        return sleep();
      } catch (InterruptedException _) {
        Thread.sleep(10); // it takes its time
        over.set(true);
        return 0;
      }
    });
    Eventually.opens(began);
    nursery.spawn(failing("says the test"));
    assertThatThrownBy(nursery::join).isInstanceOf(ExecutionException.class);
    assertThat(over).isTrue();
  }

  @Test
  void aFailureInTheDepthFailsTheNursery() {
    nursery.spawn(NurseryTest::sleep);
    nursery.spawn(() -> nursery.spawn(() -> nursery.spawn(failing("deep"))));
    assertThatThrownBy(nursery::join).cause().hasMessage("deep");
  }

  @Test
  void aTaskThatIsCancelledHasNotFailed() throws Exception {
    Task<Integer> task = nursery.spawn(NurseryTest::sleep);
    Task<Integer> other = nursery.spawn(() -> 42);
    task.cancel();
    nursery.join();
    assertThat(other.join()).isEqualTo(42);
  }

  // ---- what a failure means

  @Test
  void aFailureMayBeIgnored() throws Exception {
    Queue<Throwable> seen = new ConcurrentLinkedQueue<>();
    Task<Integer> bad = nursery.spawn(OnFailure.ignore(), failing("one"));
    nursery.spawn(OnFailure.ignoreWith(seen::add), failing("two"));
    nursery.spawn(
        OnFailure.ignore(),
        () -> {
          release.countDown();
        });
    Task<Integer> good = nursery.spawn(() -> 42);
    nursery.join();
    assertThat(good.join()).isEqualTo(42);
    assertThat(bad.state()).isEqualTo(State.FAILED);
    assertThat(seen).singleElement().satisfies(e -> assertThat(e).hasMessage("two"));
  }

  @Test
  void somebodyMayBeToldOfAFailure() {
    Queue<Throwable> seen = new ConcurrentLinkedQueue<>();
    nursery.spawn(OnFailure.propagateWith(seen::add), failing("says the test"));
    assertThatThrownBy(nursery::join).cause().isSameAs(seen.peek());
  }

  /// And so without a lock of the nursery's, which the spawner may hold.
  @Test
  void aFunctionDecidesInTheThreadOfTheTaskThatFailed() throws Exception {
    Set<Thread> deciders = ConcurrentHashMap.newKeySet();
    OnFailure ignored =
        OnFailure.decide(_ -> {
          deciders.add(Thread.currentThread());
          return OnFailure.ignore();
        });
    for (int i = 0; i < 1_000; i++) {
      nursery.spawn(ignored, failing("at once"));
    }
    nursery.join();
    assertThat(deciders).hasSize(1_000).doesNotContain(Thread.currentThread());
  }

  @Test
  void aFunctionMayDecide() {
    OnFailure byMessage =
        OnFailure.decide(e ->
            "bad".equals(e.getMessage())
                ? OnFailure.decide(_ -> OnFailure.propagate())
                : OnFailure.ignore());
    nursery.spawn(byMessage, failing("harmless"));
    nursery.spawn(byMessage, failing("bad"));
    assertThatThrownBy(nursery::join).cause().hasMessage("bad");
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without NullAway may do
  void aFunctionThatThrowsOrDecidesNothingFailsTheNursery() {
    nursery.spawn(
        OnFailure.decide(_ -> {
          throw new IllegalArgumentException("undecided");
        }),
        failing("says the test"));
    assertThatThrownBy(nursery::join)
        .cause()
        .hasMessage("says the test")
        .satisfies(e -> assertThat(e.getSuppressed()).singleElement().asString().contains("undec"));
    try (Nursery other = Nursery.open(scheduler)) {
      other.spawn(OnFailure.decide(_ -> null), failing("says the test"));
      assertThatThrownBy(other::join).cause().hasMessage("says the test");
    }
  }

  @Test
  void policiesAreValues() {
    assertThat(OnFailure.ignore()).isEqualTo(OnFailure.ignore());
    assertThat(OnFailure.propagate()).isEqualTo(OnFailure.propagate());
  }

  // ---- close

  @Test
  void closeCancelsWhatRemains() {
    Task<Integer> task = nursery.spawn(NurseryTest::sleep);
    nursery.close();
    assertThat(task.state()).isEqualTo(State.CANCELLED);
    assertThat(task.thread().isAlive()).isFalse();
    nursery.close();
    assertThatThrownBy(() -> nursery.spawn(() -> 42))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aFailureAfterTheLastJoinIsNobodysAffair() throws Exception {
    nursery.join();
    Task<Integer> bad = nursery.spawn(failing("says the test"));
    assertThatThrownBy(bad::join).isInstanceOf(ExecutionException.class);
    nursery.close();
  }

  @Test
  void nobodyJoinsOrClosesTheNurseryThatHeIsIn() {
    Task<Integer> joiner =
        nursery.spawn(
            OnFailure.ignore(),
            () -> {
              nursery.join();
              return 0;
            });
    assertThatThrownBy(joiner::join)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("joined by its own task");
    Task<?> closer = nursery.spawn(OnFailure.ignore(), nursery::close);
    assertThatThrownBy(closer::join)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed by its own task");
  }

  @Test
  void anInterruptEndsJoinAndTheTasksGoOn() throws Exception {
    Task<Integer> task =
        nursery.spawn(() -> {
          release.await();
          return 42;
        });
    Thread joiner =
        Thread.ofPlatform()
            .start(
                () -> assertThatThrownBy(nursery::join).isInstanceOf(InterruptedException.class));
    Eventually.isIn(joiner, Thread.State.WAITING);
    joiner.interrupt();
    Eventually.ends(joiner);
    assertThat(task.state()).isEqualTo(State.RUNNING);
    release.countDown();
    nursery.join();
    assertThat(task.join()).isEqualTo(42);
  }

  @Test
  void anInterruptDoesNotEndTheWaitOfClose() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    nursery.spawn(() -> {
      began.countDown();
      while (release.getCount() > 0) {
        Thread.onSpinWait(); // does not care
      }
    });
    Eventually.opens(began);
    Closing.outlastsAnInterrupt(nursery::close, release);
  }

  @Test
  void theGlobalSchedulerHasNurseriesToo() throws Exception {
    try (Nursery global = Nursery.open()) {
      Task<String> where = global.spawn(() -> Thread.currentThread().toString());
      global.join();
      assertThat(where.join()).contains("@smolscale-");
      assertThat(global.toString()).isEqualTo("Nursery[0 tasks]");
    }
  }

  @Test
  void aSchedulerThatIsShutDownRefusesTasks() {
    scheduler.shutdown();
    assertThatThrownBy(() -> nursery.spawn(() -> 42))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(nursery.size()).isZero();
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without NullAway may do
  void nullsAreRefused() {
    assertNull(() -> Nursery.open(null), "scheduler");
    assertNull(() -> nursery.spawn((Runnable) null), "body");
    assertNull(() -> nursery.spawn((Callable<Integer>) null), "body");
    assertNull(() -> nursery.spawn(null, () -> 42), "onFailure");
    assertNull(() -> OnFailure.decide(null), "decision");
    assertNull(() -> OnFailure.ignoreWith(null), "listener");
    assertNull(() -> OnFailure.propagateWith(null), "listener");
  }

  private static void assertNull(Runnable call, String name) {
    assertThatThrownBy(call::run).isInstanceOf(NullPointerException.class).hasMessage(name);
  }
}
