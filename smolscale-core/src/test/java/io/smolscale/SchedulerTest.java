package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;

/// Schedulers as objects: what they say, and several of them side by side.
class SchedulerTest {
  @Test
  void itIsMadeWithItsConfiguration() throws Exception {
    try (Scheduler scheduler =
        Scheduler.create(SchedulerConfig.DEFAULT.withName("orders").withParallelism(3))) {
      assertThat(scheduler.name()).isEqualTo("orders");
      assertThat(scheduler.stats().parallelism()).isEqualTo(3);
      assertThat(scheduler.stats().name()).isEqualTo("orders");
      assertThat(scheduler.toString()).contains("orders", "parallelism 3");
      assertThat(scheduler.spawn(SchedulerTest::where).join()).contains("@orders-worker-");
    }
  }

  @Test
  void theDefaultIsAsGood() throws Exception {
    try (Scheduler scheduler = Scheduler.create()) {
      assertThat(scheduler.name()).isEqualTo("smolscale");
      assertThat(scheduler.stats().parallelism()).isEqualTo(SchedulerConfig.DEFAULT.parallelism());
      assertThat(scheduler.spawn(() -> 42).join()).isEqualTo(42);
      assertThat(scheduler).isNotSameAs(Smolscale.scheduler());
    }
  }

  @Test
  void aQuietOneCountsNothing() throws Exception {
    // no spare may come, as it would on a machine that keeps both workers from running
    SchedulerConfig two = SchedulerConfig.DEFAULT.withParallelism(2).withMaxThreads(2);
    try (Scheduler scheduler = new BalancedScheduler(two.withName("quiet"))) {
      assertThat(scheduler.stats().tasks()).isZero();
      assertThat(scheduler.stats().workers()).isZero();
      assertThat(scheduler.stats().pollsSockets()).isFalse();
      assertThat(scheduler.stats().lastRescues()).isEmpty();
      assertThat(scheduler.stats().immortals()).isEqualTo(SchedulerStats.Immortals.NONE);
      for (int i = 0; i < 100; i++) {
        scheduler.spawn(() -> 42).join();
      }
      Eventually.holds("all sleep", () -> scheduler.stats().awake() == 0);
      SchedulerStats stats = scheduler.stats();
      assertThat(stats.workers()).isBetween(1, 2);
      assertThat(stats.busy()).isZero();
      assertThat(stats.waiting()).isZero();
      assertThat(stats.activeTasks()).isZero();
      assertThat(stats.spares()).isZero();
    }
  }

  @Test
  void aBusyOneCountsWhoWorksAndWhoWaits() throws Exception {
    try (Scheduler scheduler = new BalancedScheduler(SchedulerConfig.SINGLE_THREAD)) {
      CountDownLatch began = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      CountDownLatch ran = new CountDownLatch(20);
      scheduler.execute(() -> {
        began.countDown();
        Eventually.opensUnchecked(release);
      });
      Eventually.opens(began);
      for (int i = 0; i < 10; i++) {
        scheduler.execute(ran::countDown);
        scheduler.spawn(ran::countDown);
      }
      SchedulerStats stats = scheduler.stats();
      assertThat(stats.awake()).isEqualTo(1);
      assertThat(stats.busy()).isEqualTo(1);
      assertThat(stats.waiting()).isEqualTo(20);
      assertThat(stats.activeTasks()).isEqualTo(10);
      release.countDown();
      Eventually.opens(ran);
      Eventually.holds("nothing waits", () -> scheduler.stats().waiting() == 0);
    }
  }

  @Test
  void aSingleThreadRunsPlainTasksInTheOrderOfTheirSubmission() throws Exception {
    try (Scheduler scheduler = new BalancedScheduler(SchedulerConfig.SINGLE_THREAD)) {
      Queue<Integer> order = new ConcurrentLinkedQueue<>();
      CountDownLatch ran = new CountDownLatch(1_000);
      for (int i = 0; i < 1_000; i++) {
        int number = i;

        scheduler.execute(() -> {
          order.add(number);
          ran.countDown();
        });
      }
      Eventually.opens(ran);
      assertThat(List.copyOf(order)).hasSize(1_000).isSorted();
    }
  }

  @Test
  void threadsOfTwoSchedulersTalk() throws Exception {
    try (Scheduler left = make("left");
        Scheduler right = make("right")) {
      SynchronousQueue<Integer> queue = new SynchronousQueue<>();
      Set<String> senders = ConcurrentHashMap.newKeySet();
      Set<String> receivers = ConcurrentHashMap.newKeySet();
      Task<?> sender =
          left.spawn(() -> {
            for (int i = 0; i < 5_000; i++) {
              queue.put(i);
              senders.add(where());
            }
            return 0;
          });
      Task<?> receiver =
          right.spawn(() -> {
            for (int i = 0; i < 5_000; i++) {
              assertThat(queue.take()).isEqualTo(i);
              receivers.add(where());
            }
            return 0;
          });
      sender.join();
      receiver.join();
      assertThat(senders).allMatch(where -> where.contains("@left-worker-"));
      assertThat(receivers).allMatch(where -> where.contains("@right-worker-"));
    }
  }

  @Test
  void aThreadOfOneSpawnsOnAnother() throws Exception {
    try (Scheduler left = make("left");
        Scheduler right = make("right")) {
      String where = left.spawn(() -> right.spawn(SchedulerTest::where).join()).join();
      assertThat(where).contains("@right-worker-");
      String back =
          left.spawn(
                  () -> {
                    right.spawn(SchedulerTest::where).join();
                    return where();
                  })
              .join();
      assertThat(back).contains("@left-worker-");
    }
  }

  private static Scheduler make(String name) {
    return new BalancedScheduler(SchedulerConfig.DEFAULT.withName(name).withParallelism(2));
  }

  private static String where() {
    return Thread.currentThread().toString();
  }
}
