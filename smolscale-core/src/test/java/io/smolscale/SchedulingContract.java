package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.jdk.Vm;
import io.smolscale.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a scheduler owes to the threads of any [Vm]: in which order they run, that none is
/// forgotten, that one which keeps its worker holds up no other, and how it ends.
abstract class SchedulingContract {
  private static final int MANY = 200;

  private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
  private final Vm vm;
  private Scheduler scheduler;

  /// @param vm whose threads they are
  SchedulingContract(Vm vm) {
    this.vm = vm;
    scheduler = make(SchedulerConfig.DEFAULT.withName("contract").withParallelism(2));
  }

  /// Has the current thread wait until it is unparked, or for no reason.
  abstract void park();

  /// Has the current thread wait for this time, until it is unparked, or for no reason.
  abstract void park(Duration time);

  /// Lets a thread go on.
  abstract void unpark(Thread thread);

  /// Whether a thread waits.
  abstract boolean isParked(Thread thread);

  /// Has the current thread let others go first.
  abstract void giveWay();

  private Scheduler make(SchedulerConfig config) {
    return new BalancedScheduler(config, null, vm);
  }

  /// Where the order is the same each time.
  private void onASingleWorker() {
    scheduler.shutdown();
    scheduler = make(SchedulerConfig.SINGLE_THREAD);
  }

  @AfterEach
  void everythingEnds() throws InterruptedException {
    scheduler.shutdown();
    assertThat(scheduler.awaitTermination(60, TimeUnit.SECONDS)).as("%s ends", scheduler).isTrue();
    assertThat(thrown).isEmpty();
  }

  private Thread unstarted(Runnable body) {
    return scheduler
        .virtualThreads()
        .newThread(() -> {
          try {
            body.run();
          } catch (Throwable e) {
            thrown.add(e);
          }
        });
  }

  private Thread start(Runnable body) {
    Thread thread = unstarted(body);
    thread.start();
    return thread;
  }

  private void run(Runnable body) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    start(() -> {
      try {
        body.run();
      } finally {
        over.countDown();
      }
    });
    Eventually.opens(over);
  }

  /// Parks until the condition holds.
  private void parkUntil(AtomicBoolean condition) {
    while (!condition.get()) {
      park();
    }
  }

  // ---- order

  @Test
  void aThreadRunsOnAWorkerOfItsScheduler() throws Exception {
    Queue<String> carriers = new ConcurrentLinkedQueue<>();
    run(() -> {
      carriers.add(vm.carrier().getName());
      giveWay();
      carriers.add(vm.carrier().getName());
    });
    assertThat(carriers).hasSize(2).allMatch(name -> name.startsWith("contract-"));
  }

  @Test
  void theReceiverOfAMessageRunsNext() throws Exception {
    onASingleWorker();
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean told = new AtomicBoolean();
    CountDownLatch over = new CountDownLatch(4);
    Thread receiver =
        start(() -> {
          parkUntil(told);
          order.add("receiver");
          over.countDown();
        });
    Eventually.holds("it waits", () -> isParked(receiver));
    start(() -> {
      for (String name : List.of("first", "second")) {
        start(() -> {
          order.add(name);
          over.countDown();
        });
      }
      told.set(true);
      unpark(receiver);
      order.add("sender");
      over.countDown();
    });
    Eventually.opens(over);
    assertThat(order).containsExactly("sender", "receiver", "first", "second");
  }

  @Test
  void aThreadThatYieldsGoesBehindTheOthers() throws Exception {
    onASingleWorker();
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch over = new CountDownLatch(3);
    start(() -> {
      for (String name : List.of("a", "b", "c")) {
        start(() -> {
          order.add(name + 1);
          giveWay();
          order.add(name + 2);
          over.countDown();
        });
      }
    });
    Eventually.opens(over);
    assertThat(order).filteredOn(step -> step.endsWith("1")).hasSize(3);
    assertThat(order.indexOf("a2")).as("in %s", order).isGreaterThan(order.indexOf("b1"));
    assertThat(order.indexOf("b2")).as("in %s", order).isGreaterThan(order.indexOf("c1"));
  }

  // ---- nothing is lost

  @Test
  void aWakeUpBeforeThePauseCounts() throws Exception {
    AtomicInteger parks = new AtomicInteger();
    run(() -> {
      for (int n = 0; n < 1_000; n++) {
        unpark(Thread.currentThread());
        park();
        parks.incrementAndGet();
      }
    });
    assertThat(parks).hasValue(1_000);
  }

  @Test
  void pairsThatWakeEachOtherGetThrough() throws Exception {
    int rounds = 2_000;
    int pairs = 4;
    CountDownLatch over = new CountDownLatch(2 * pairs);
    for (int pair = 0; pair < pairs; pair++) {
      AtomicInteger turn = new AtomicInteger();
      Thread[] both = new Thread[2];
      for (int side = 0; side < 2; side++) {
        int mine = side;
        both[side] =
            unstarted(() -> {
              for (int round = 0; round < rounds; round++) {
                while (turn.get() % 2 != mine) {
                  park();
                }
                turn.incrementAndGet();
                unpark(both[1 - mine]);
              }
              over.countDown();
            });
      }
      both[0].start();
      both[1].start();
    }
    Eventually.opens(over);
  }

  @Test
  void nobodyIsForgottenWhomAThreadOutsideWakes() throws Exception {
    int rounds = 50;
    AtomicInteger[] tokens = new AtomicInteger[MANY];
    CountDownLatch over = new CountDownLatch(MANY);
    List<Thread> threads =
        IntStream.range(0, MANY)
            .mapToObj(n -> {
              tokens[n] = new AtomicInteger();
              return start(() -> {
                for (int round = 0; round < rounds; round++) {
                  while (tokens[n].get() <= round) {
                    park();
                  }
                }
                over.countDown();
              });
            })
            .toList();
    for (int round = 0; round < rounds; round++) {
      for (int n = 0; n < MANY; n++) {
        tokens[n].incrementAndGet();
        unpark(threads.get(n));
      }
    }
    Eventually.opens(over);
  }

  @Test
  void aThreadThatWakesManyReachesThemAll() throws Exception {
    AtomicBoolean told = new AtomicBoolean();
    CountDownLatch over = new CountDownLatch(MANY);
    List<Thread> threads =
        IntStream.range(0, MANY)
            .mapToObj(_ ->
                start(() -> {
                  parkUntil(told);
                  over.countDown();
                }))
            .toList();
    run(() -> {
      told.set(true);
      threads.forEach(this::unpark);
    });
    Eventually.opens(over);
  }

  // ---- time

  @Test
  void aThreadThatSleepsGoesOnAfterItsTime() throws Exception {
    Duration time = Duration.ofMillis(3);
    CountDownLatch over = new CountDownLatch(50);
    for (int n = 0; n < 50; n++) {
      start(() -> {
        long from = System.nanoTime();
        long left = time.toNanos();
        while (left > 0) {
          park(Duration.ofNanos(left));
          left = time.toNanos() - (System.nanoTime() - from);
        }
        over.countDown();
      });
    }
    Eventually.opens(over);
  }

  @Test
  void aWaitEndsBeforeItsTimeForWhoIsWoken() throws Exception {
    AtomicBoolean told = new AtomicBoolean();
    CountDownLatch over = new CountDownLatch(1);
    Thread thread =
        start(() -> {
          while (!told.get()) {
            park(Duration.ofDays(1));
          }
          over.countDown();
        });
    Eventually.holds("it waits", () -> isParked(thread));
    told.set(true);
    unpark(thread);
    Eventually.opens(over);
  }

  // ---- nobody is held up

  @Test
  void thoseThatBurnTheirWorkersHoldNobodyUp() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    AtomicInteger burning = new AtomicInteger();
    for (int n = 0; n < 2; n++) {
      start(() -> {
        burning.incrementAndGet();
        while (!enough.get()) {
          Thread.onSpinWait();
        }
      });
    }
    try {
      Eventually.holds("all workers burn", () -> burning.get() == 2);
      CountDownLatch over = new CountDownLatch(10);
      for (int n = 0; n < 10; n++) {
        start(() -> {
          giveWay();
          over.countDown();
        });
      }
      Eventually.opens(over);
      Eventually.holds("it is known who", () -> !scheduler.stats().lastRescues().isEmpty());
    } finally {
      enough.set(true);
    }
  }

  @Test
  void thoseThatOnlyGiveWayHoldNobodyUp() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    for (int n = 0; n < 20; n++) {
      start(() -> {
        while (!enough.get()) {
          giveWay();
        }
      });
    }
    try {
      for (int n = 0; n < 20; n++) {
        run(() -> park(Duration.ofMillis(1)));
      }
    } finally {
      enough.set(true);
    }
  }

  @Test
  void longWorkIsSharedOut() throws Exception {
    Set<Thread> carriers = ConcurrentHashMap.newKeySet();
    CountDownLatch over = new CountDownLatch(64);
    start(() -> {
      for (int n = 0; n < 64; n++) {
        start(() -> {
          carriers.add(vm.carrier());
          while (carriers.size() < 2) {
            Thread.onSpinWait(); // until a second worker has come
          }
          over.countDown();
        });
      }
    });
    Eventually.opens(over);
    assertThat(carriers).hasSizeGreaterThanOrEqualTo(2);
  }

  // ---- the end

  @Test
  void theEndWaitsForThoseThatWait() throws Exception {
    AtomicBoolean told = new AtomicBoolean();
    Thread thread = start(() -> parkUntil(told));
    Eventually.holds("it waits", () -> isParked(thread));
    scheduler.shutdown();
    assertThat(scheduler.awaitTermination(50, TimeUnit.MILLISECONDS)).isFalse();
    told.set(true);
    unpark(thread);
    assertThat(scheduler.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatTheyDoIsCounted() throws Exception {
    run(() -> {
      for (int n = 0; n < 1_000; n++) {
        giveWay();
      }
    });
    assertThat(scheduler.stats().tasks()).isGreaterThanOrEqualTo(1_000);
  }
}
