package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.internal.worker.Account;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// What a scheduler says that it has done.
class SchedulerStatsTest {
  private static final SchedulerStats.Immortals NONE = SchedulerStats.Immortals.NONE;

  private final AtomicBoolean stop = new AtomicBoolean();

  @Test
  void eachStartOfATaskCounts() throws Exception {
    try (Scheduler scheduler = make(2)) {
      CountDownLatch ran = new CountDownLatch(100);
      for (int i = 0; i < 100; i++) {
        scheduler.execute(ran::countDown);
      }
      Eventually.opens(ran);
      assertThat(quiet(scheduler).tasks()).isEqualTo(100);
    }
  }

  @Test
  void aThreadThatGoesOnCountsAgain() throws Exception {
    try (Scheduler scheduler = make(2)) {
      scheduler
          .spawn(() -> {
            for (int i = 0; i < 10; i++) {
              Yield.now();
            }
          })
          .join();
      assertThat(quiet(scheduler).tasks()).isEqualTo(11);
    }
  }

  @Test
  void aTaskFromOutsideWakesSomebody() throws Exception {
    try (Scheduler scheduler = make(2)) {
      Eventually.gives(scheduler.submit(() -> 42));
      long before = quiet(scheduler).wakeUps();
      assertThat(before).as("one for the task at least").isPositive();
      Eventually.gives(scheduler.submit(() -> 43));
      assertThat(quiet(scheduler).wakeUps()).isGreaterThan(before);
    }
  }

  @Test
  void aMessageWakesNobody() throws Exception {
    int messages = 20_000;
    try (Scheduler scheduler = make(2)) {
      SynchronousQueue<Integer> queue = new SynchronousQueue<>();
      Task<?> receiver =
          scheduler.spawn(() -> {
            for (int i = 0; i < messages; i++) {
              queue.take();
            }
            return 0;
          });
      scheduler.spawn(() -> {
        for (int i = 0; i < messages; i++) {
          queue.put(i);
        }
        return 0;
      });
      receiver.join();
      SchedulerStats stats = quiet(scheduler);
      assertThat(stats.tasks()).isGreaterThan(messages / 2);
      assertThat(stats.wakeUpsAvoided())
          .isEqualTo(stats.tasks() - stats.wakeUps())
          .isGreaterThan(stats.wakeUps());
    }
  }

  @Test
  void longTasksCallForHelpAndMove() throws Exception {
    try (Scheduler scheduler = make(2)) {
      Eventually.holds(
          "a helper has come and taken tasks",
          () -> {
            fanOut(scheduler);
            SchedulerStats stats = scheduler.stats();
            return stats.helps() > 0 && stats.tasksMoved() > 0;
          });
      SchedulerStats stats = quiet(scheduler);
      assertThat(stats.helps()).isLessThanOrEqualTo(stats.wakeUps());
      assertThat(stats.helpsUnpaid()).isLessThanOrEqualTo(stats.helps());
    }
  }

  @Test
  void aSingleWorkerHasNobodyToHelpOrRescueIt() throws Exception {
    try (Scheduler scheduler = make(1)) {
      for (int i = 0; i < 20; i++) {
        fanOut(scheduler);
      }
      SchedulerStats stats = quiet(scheduler);
      assertThat(stats.helpsUnpaid()).isLessThanOrEqualTo(stats.helps());
      assertThat(stats.tasksMoved()).isZero();
      assertThat(stats.rescues()).isZero();
      assertThat(stats.standDowns()).isZero();
      assertThat(stats.sparesMost()).isZero();
      assertThat(stats.lastRescues()).isEmpty();
    }
  }

  @Test
  void sparesAreRememberedAndTakeNothingAlong() throws Exception {
    try (Scheduler scheduler =
        new BalancedScheduler(
            SchedulerConfig.DEFAULT.withName("stats").withParallelism(2).withMaxThreads(10))) {
      hogAll(scheduler, 2);
      for (int i = 0; i < 100; i++) {
        Eventually.gives(scheduler.submit(() -> 42));
      }
      SchedulerStats stats = scheduler.stats();
      assertThat(stats.sparesMost()).isBetween(1, 8).isGreaterThanOrEqualTo(stats.spares());
      stop.set(true);
      Eventually.holds("the spares have left", () -> scheduler.stats().spares() == 0);
      SchedulerStats after = quiet(scheduler);
      assertThat(after.sparesMost()).isGreaterThanOrEqualTo(stats.sparesMost());
      assertThat(after.tasks()).isEqualTo(102);
    }
  }

  @Test
  void aSpareThatIsNotNeededStandsDown() throws Exception {
    try (Scheduler scheduler =
        new BalancedScheduler(
            SchedulerConfig.DEFAULT.withName("stats").withParallelism(1).withMaxThreads(2))) {
      AtomicBoolean over = new AtomicBoolean();
      hogAll(scheduler, 1);
      scheduler.spawn(() -> {
        while (!over.get()) {
          Yield.now(); // keeps the spare up
        }
      });
      try {
        Eventually.holds("there is a spare", () -> scheduler.stats().spares() == 1);
        stop.set(true);
        Eventually.holds(
            "it was told, or the home worker has left it nothing to do",
            () -> scheduler.stats().standDowns() > 0 || scheduler.stats().spares() == 0);
      } finally {
        over.set(true); // or the close would wait for ever
      }
    }
  }

  @Test
  void nothingMovesInAQuietOne() throws Exception {
    try (Scheduler scheduler = make(2)) {
      fanOut(scheduler);
      quiet(scheduler);
      Eventually.holds("nothing moves any more", () -> isStill(scheduler)); // a probe may come late
    }
  }

  private static boolean isStill(Scheduler scheduler) {
    SchedulerStats before = scheduler.stats();
    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    return scheduler.stats().equals(before);
  }

  @Test
  void aClosedOneKeepsItsAccount() throws Exception {
    Scheduler scheduler = make(2);
    CountDownLatch ran = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      scheduler.execute(ran::countDown);
    }
    scheduler.close();
    Eventually.holds("the workers have left", () -> scheduler.stats().workers() == 0);
    SchedulerStats stats = scheduler.stats();
    assertThat(stats.tasks()).isEqualTo(100);
    assertThat(stats.awake()).isZero();
    assertThat(stats.waiting()).isZero();
    assertThat(stats.describe()).contains("100 tasks");
  }

  /// Nothing waits behind the hogs: what comes is in the inbox, and a spare is started for it.
  @Test
  void aWorkerThatIsSeenStuckIsCountedAsRescued() throws Exception {
    SchedulerConfig config = SchedulerConfig.DEFAULT.withName("stats").withParallelism(2);
    try (Scheduler scheduler = new BalancedScheduler(config)) {
      hogAll(scheduler, 2);
      scheduler.spawn(() -> {}).join();
      Eventually.holds("they were seen", () -> !scheduler.stats().lastRescues().isEmpty());
      SchedulerStats stats = scheduler.stats();
      assertThat(stats.sparesMost()).isPositive();
      assertThat(stats.rescues()).isGreaterThanOrEqualTo(stats.lastRescues().size());
      assertThat(stats.since()).isBefore(Instant.now());
      stop.set(true);
    }
  }

  // ---- as a value

  @Test
  void theReportSaysAll() {
    StackTraceElement frame = new StackTraceElement("Shop", "price", "Shop.java", 42);
    SchedulerStats.Rescue rescue =
        new SchedulerStats.Rescue(Instant.EPOCH, "w-0", "tea", 77, List.of(frame));
    SchedulerStats stats =
        new SchedulerStats(
            "orders",
            2,
            Instant.EPOCH,
            new SchedulerStats.Workers(3, 1, 2, 1),
            5,
            4,
            new Account.Totals(900, 100, 30, 7, 60, 12, 6, 8),
            true,
            List.of(rescue),
            new SchedulerStats.Immortals(
                3, 120, 118, List.of(new SchedulerStats.CrashLoop("reader", 7, "no luck"))));
    assertThat(stats.wakeUpsAvoided()).isEqualTo(800);
    assertThat(StatsText.of(stats, Instant.EPOCH.plusSeconds(10)).lines())
        .containsExactly(
            "scheduler orders, parallelism 2, up for 10.0 s",
            "  now        3 workers (1 spares), 2 awake, 1 busy, 5 tasks waiting, 4 spawned and"
                + " active",
            "  run        900 tasks (90.0 a second)",
            "  woken      100 times (10.0 a second), avoided 800 times",
            "  helped     30 times, 7 of them unpaid; 60 tasks moved",
            "  rescued    12 times, at most 8 spares, 6 stood down",
            "  sockets    waited for by idle workers",
            "  immortals  3 alive, respawned 120 times, 118 failures",
            "    \"reader\" has failed 7 times in a row, the last time with no luck",
            "  1970-01-01T00:00:00Z w-0 stuck in thread #77 \"tea\"",
            "      at Shop.price(Shop.java:42)");
  }

  @Test
  void itsNumbersHaveTheNamesOfTheirAccessorsAndAnOrderThatStays() throws Exception {
    try (Scheduler scheduler = make(2)) {
      scheduler.spawn(() -> 42).join();
      SchedulerStats stats = quiet(scheduler);
      assertThat(stats.numbers().keySet())
          .startsWith(
              "parallelism",
              "workers",
              "spares",
              "awake",
              "busy",
              "waiting",
              "activeTasks",
              "tasks",
              "wakeUps",
              "wakeUpsAvoided",
              "wakeUpsInVain",
              "helps",
              "helpsUnpaid",
              "tasksMoved",
              "rescues",
              "standDowns",
              "sparesMost",
              "immortalsAlive",
              "immortalsRespawns",
              "immortalsFailures");
      for (var number : stats.numbers().entrySet()) {
        if (!number.getKey().startsWith("immortals")) {
          Object value = SchedulerStats.class.getMethod(number.getKey()).invoke(stats);
          assertThat(((Number) value).longValue()).isEqualTo(number.getValue());
        }
      }
      assertThat(stats.toString()).startsWith("scheduler stats, parallelism 2, up for ");
    }
  }

  @Test
  void wakeUpsInVainDoNotCountBackwards() {
    SchedulerStats stats =
        new SchedulerStats(
            "orders",
            2,
            Instant.EPOCH,
            new SchedulerStats.Workers(0, 0, 0, 0),
            0,
            0,
            new Account.Totals(1, 3, 0, 0, 0, 0, 0, 0),
            false,
            List.of(),
            NONE);
    assertThat(stats.wakeUpsAvoided()).isZero();
    assertThat(stats.wakeUpsInVain()).isEqualTo(2);
    assertThat(StatsText.of(stats, Instant.EPOCH.plusSeconds(10)))
        .contains("woken      3 times (0.3 a second), avoided 0 times, 2 or more in vain");
  }

  @Test
  void itsListsAreCopies() {
    List<StackTraceElement> frames = new ArrayList<>();
    SchedulerStats.Rescue rescue = new SchedulerStats.Rescue(Instant.EPOCH, "w-0", "", 77, frames);
    List<SchedulerStats.Rescue> rescues = new ArrayList<>(List.of(rescue));
    SchedulerStats stats =
        new SchedulerStats(
            "orders",
            2,
            Instant.EPOCH,
            new SchedulerStats.Workers(0, 0, 0, 0),
            0,
            0,
            new Account.Totals(0, 0, 0, 0, 0, 0, 0, 0),
            false,
            rescues,
            NONE);
    frames.add(new StackTraceElement("Shop", "price", "Shop.java", 42));
    rescues.clear();
    assertThat(stats.lastRescues()).containsExactly(rescue);
    assertThat(rescue.stack()).isEmpty();
    assertThatThrownBy(() -> stats.lastRescues().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  // ---- driving

  private static Scheduler make(int threads) {
    return new BalancedScheduler(
        SchedulerConfig.DEFAULT.withName("stats").withParallelism(threads).withMaxThreads(threads));
  }

  /// What is said when all sleep: nothing can move any more.
  private static SchedulerStats quiet(Scheduler scheduler) throws InterruptedException {
    Eventually.holds(
        "all sleep", () -> scheduler.stats().awake() == 0 && scheduler.stats().busy() == 0);
    return scheduler.stats();
  }

  /// One thread starts many that take longer than a wake-up.
  private static void fanOut(Scheduler scheduler) {
    int threads = 64;
    CountDownLatch ran = new CountDownLatch(threads);
    scheduler.spawn(() -> {
      for (int i = 0; i < threads; i++) {
        scheduler
            .virtualThreads()
            .newThread(() -> {
              long end = System.nanoTime() + 200_000;
              while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
              }
              ran.countDown();
            })
            .start();
      }
    });
    Eventually.opensUnchecked(ran);
  }

  private void hogAll(Scheduler scheduler, int workers) throws InterruptedException {
    CountDownLatch spinning = new CountDownLatch(workers);
    for (int i = 0; i < workers; i++) {
      scheduler.spawn(() -> {
        spinning.countDown();
        while (!stop.get()) {
          Thread.onSpinWait();
        }
      });
    }
    Eventually.opens(spinning);
  }
}
