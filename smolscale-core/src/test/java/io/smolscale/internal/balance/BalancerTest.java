package io.smolscale.internal.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The thread around the policy, over workers that are made up.
class BalancerTest {
  private static final long TICK = 1_000_000;
  private static final long PAUSE = 1_000_000_000;

  private final Workers workers = new Workers();
  private final Balancer balancer = new Balancer(workers);
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(balancer);

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
    final Queue<Plan> plans = new ConcurrentLinkedQueue<>();
    final Queue<Integer> plannedAfterLook = new ConcurrentLinkedQueue<>();
    volatile boolean awake;
    volatile boolean awakeForWhoAsks;
    volatile boolean waiting;
    volatile boolean alwaysLate;
    volatile boolean over;
    volatile boolean closing;
    volatile int pauseBefore = -1;
    private long now;

    @Override
    public boolean socketsNeglected(long at) {
      return false;
    }

    @Override
    public boolean calm(long at) {
      return false;
    }

    @Override
    public Look look() {
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
      plans.add(plan);
      plannedAfterLook.add(looks.get() - 1);
    }

    @Override
    public boolean anyAwake() {
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
