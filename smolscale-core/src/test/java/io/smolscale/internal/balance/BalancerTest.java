package io.smolscale.internal.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.smolscale.testkit.Eventually;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The thread around the policy, over workers that are made up.
class BalancerTest {
  private static final long TICK = 1_000_000;
  private static final long PAUSE = 1_000_000_000;

  private final Workers workers = new Workers();
  private final Balancer balancer = new Balancer();
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(() -> balancer.run(workers));

  @AfterEach
  void end() throws InterruptedException {
    workers.over = true;
    balancer.poke();
    Eventually.ends(thread);
  }

  @Test
  void itRestsWhenAllSleep() throws InterruptedException {
    thread.start();
    awaitRest();
    int looks = workers.looks.get();
    Thread.sleep(30); // a rest that is none shows here, on a machine that is not too busy
    assertThat(workers.looks).hasValue(looks);
  }

  @Test
  void aWorkerThatGetsUpEndsTheRest() throws InterruptedException {
    thread.start();
    awaitRest();
    workers.awake = true;
    balancer.workerGotUp();
    awaitLooks(10);
    assertThat(balancer.resting()).isFalse();
    workers.awake = false;
    awaitRest();
  }

  @Test
  void aWorkerThatGetsUpWhileItLiesDownIsSeen() throws InterruptedException {
    workers.awakeForWhoAsks = true; // it slept in the looks, and is awake in the last check
    thread.start();
    awaitLooks(20);
    workers.awakeForWhoAsks = false;
    awaitRest();
  }

  @Test
  void itCarriesOutWhatThePolicySays() throws InterruptedException {
    workers.awake = true;
    workers.waiting = true;
    thread.start();
    Eventually.holds("a plan wakes somebody", () -> workers.plans.stream().anyMatch(Plan::wake));
    assertThat(workers.plans).anyMatch(plan -> plan.rescue().equals(List.of(0)));
  }

  @Test
  void aLookThatComesMuchTooLateDecidesNothing() throws InterruptedException {
    workers.awake = true;
    workers.waiting = true;
    workers.pauseBefore = 3; // the look before it decides nothing either: nothing waited yet
    thread.start();
    awaitLooks(8);
    List<Integer> decidedAt = List.copyOf(workers.plannedAfterLook);
    assertThat(decidedAt).doesNotContain(3).contains(4, 5);
  }

  @Test
  void pausesWithoutEndDoNotStopTheWatch() throws InterruptedException {
    workers.awake = true;
    workers.waiting = true;
    workers.alwaysLate = true;
    thread.start();
    Eventually.holds("a plan wakes somebody", () -> workers.plans.stream().anyMatch(Plan::wake));
  }

  @Test
  void anInterruptDoesNotEndIt() throws InterruptedException {
    thread.start();
    awaitRest();
    thread.interrupt();
    workers.awake = true;
    balancer.workerGotUp();
    awaitLooks(5);
    thread.interrupt();
    awaitLooks(5);
    assertThat(thread.isAlive()).isTrue();
  }

  @Test
  void itEndsWhenAllIsOver() throws InterruptedException {
    workers.awake = true;
    thread.start();
    awaitLooks(3);
    workers.over = true;
    Eventually.ends(thread);
  }

  @Test
  void closingEndsTheRestForGood() throws InterruptedException {
    thread.start();
    awaitRest();
    workers.closing = true;
    balancer.poke();
    awaitLooks(5);
    assertThat(balancer.resting()).isFalse();
  }

  /// Whatever a look or a plan throws: who else would rescue what is stuck?
  @ParameterizedTest
  @MethodSource("troubles")
  void nothingThatItMeetsEndsIt(Throwable trouble, Where where) throws InterruptedException {
    workers.awake = where != Where.LYING_DOWN;
    workers.waiting = where != Where.LYING_DOWN;
    workers.trouble = trouble;
    workers.where = where;
    workers.times.set(3);
    thread.start();
    Eventually.holds("it has met it three times", () -> workers.times.get() <= 0);
    workers.awake = true;
    workers.waiting = true;
    balancer.poke();
    workers.plans.clear();
    Eventually.holds("a plan wakes somebody", () -> workers.plans.stream().anyMatch(Plan::wake));
    assertThat(workers.troubles).containsExactly(trouble);
  }

  static Stream<Arguments> troubles() {
    return Stream.of(
            new NoClassDefFoundError("played"),
            new OutOfMemoryError("played"),
            new StackOverflowError("played"),
            new IllegalStateException("played"))
        .flatMap(trouble -> Stream.of(Where.values()).map(where -> arguments(trouble, where)));
  }

  /// Where something is thrown.
  enum Where {
    LOOK,
    PLAN,
    LYING_DOWN
  }

  private void awaitRest() throws InterruptedException {
    Eventually.holds("it rests", balancer::resting);
  }

  private void awaitLooks(int more) throws InterruptedException {
    int looks = workers.looks.get() + more;
    Eventually.holds("it looks", () -> workers.looks.get() >= looks);
  }

  /// One worker, in one task all the time when it is awake.
  private static final class Workers implements Balancer.Watched {
    final AtomicInteger looks = new AtomicInteger();
    final Queue<Throwable> troubles = new ConcurrentLinkedQueue<>();
    final Queue<Plan> plans = new ConcurrentLinkedQueue<>();
    final Queue<Integer> plannedAfterLook = new ConcurrentLinkedQueue<>();
    volatile boolean awake;
    volatile boolean awakeForWhoAsks;
    volatile boolean waiting;
    volatile boolean alwaysLate;
    volatile boolean over;
    volatile boolean closing;
    volatile int pauseBefore = -1;
    final AtomicInteger times = new AtomicInteger(); // that it throws
    volatile Where where = Where.LOOK;
    volatile @Nullable Throwable trouble;
    private long now;

    private void meet(Where here) {
      if (trouble != null && here == where && times.getAndDecrement() > 0) {
        Workers.<RuntimeException>sneak(trouble);
      }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: throws as it is
    private static <T extends Throwable> void sneak(Throwable e) throws T {
      throw (T) e;
    }

    @Override
    public boolean socketsNeglected(long at) {
      return false;
    }

    @Override
    public @Nullable Look glance(long at) {
      return null;
    }

    @Override
    public Look look() {
      meet(Where.LOOK);
      now += alwaysLate || looks.get() == pauseBefore ? PAUSE : TICK;
      looks.incrementAndGet();
      int waits = waiting ? 1 : 0;
      return new Look(
          now,
          List.of(
              new Look.Sample(false, awake, false, Look.Block.NO, 1, waits, 0, false, false),
              new Look.Sample(false, false, false, Look.Block.NO, 0, 0, 0, false, false)),
          0,
          0,
          0,
          0,
          false);
    }

    @Override
    public void carryOut(Plan plan) {
      meet(Where.PLAN);
      plans.add(plan);
      plannedAfterLook.add(looks.get() - 1);
    }

    @Override
    public void troubled(Throwable e) {
      troubles.add(e);
    }

    @Override
    public boolean anyAwake() {
      meet(Where.LYING_DOWN);
      return awake || awakeForWhoAsks;
    }

    @Override
    public boolean over() {
      return over;
    }

    @Override
    public boolean closing() {
      return closing;
    }
  }
}
