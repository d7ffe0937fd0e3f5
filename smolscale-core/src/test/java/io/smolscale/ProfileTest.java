package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.internal.profile.Sites;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final Duration BUSY = Duration.ofMillis(2);

  private final Sites sites = new Sites();
  private final Scheduler scheduler =
      new BalancedScheduler(
          SchedulerConfig.DEFAULT.withName("profile").withParallelism(2), sites, Jdk25.VM);

  @AfterEach
  void close() {
    scheduler.close();
  }

  private Profile.Row row(String site) throws InterruptedException {
    Eventually.holds("all sleep", () -> scheduler.stats().busy() == 0);
    return Profile.of(sites).rows().stream()
        .filter(row -> row.site().equals(site))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + site + " in " + Profile.of(sites).rows()));
  }

  /// The only site, which must be in this class.
  private Profile.Row only() throws InterruptedException {
    Eventually.holds("all sleep", () -> scheduler.stats().busy() == 0);
    List<Profile.Row> rows = Profile.of(sites).rows();
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().site()).matches("io\\.smolscale\\.ProfileTest(\\$.*)?:\\d+");
    return rows.getFirst();
  }

  private static void burn() {
    long end = System.nanoTime() + BUSY.toNanos();
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  // ---- what is counted

  @Test
  void spawnedTasksCountWhereTheyAreSpawned() throws Exception {
    for (int i = 0; i < 10; i++) {
      scheduler
          .spawn(() -> {
            burn();
            for (int y = 0; y < 4; y++) {
              Yield.now();
            }
            return 0;
          })
          .join();
    }
    Profile.Row row = only();
    assertThat(row.started()).isEqualTo(10);
    assertThat(row.alive()).isZero();
    assertThat(row.runs()).isEqualTo(50);
    assertThat(row.longestRun()).isGreaterThanOrEqualTo(BUSY);
    assertThat(row.runTotal()).isGreaterThanOrEqualTo(BUSY.multipliedBy(10));
    assertThat(row.waited()).isPositive();
  }

  @Test
  void waitingIsNotRunning() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Task<?> task =
        scheduler.spawn(() -> {
          release.await();
          return 0;
        });
    Eventually.isIn(task.thread(), Thread.State.WAITING);
    assertThat(only().alive()).isEqualTo(1);
    assertThat(only().runs()).isEqualTo(1);
    Thread.sleep(50);
    release.countDown();
    task.join();
    Profile.Row row = only();
    assertThat(row.alive()).isZero();
    assertThat(row.runs()).isEqualTo(2);
  }

  @Test
  void whatWaitsBehindAnotherHasWaited() throws Exception {
    try (Scheduler single = new BalancedScheduler(SchedulerConfig.SINGLE_THREAD, sites, Jdk25.VM)) {
      CountDownLatch began = new CountDownLatch(1);
      CountDownLatch submitted = new CountDownLatch(1);
      single.spawn(
          "hog",
          () -> {
            began.countDown();
            Eventually.opensUnchecked(submitted);
            burn();
          });
      Eventually.opens(began);
      Task<?> behind = single.spawn("behind", () -> 42);
      single.execute(ProfileTest::burn);
      submitted.countDown();
      behind.join();
    }
    assertThat(row("behind").waited()).isPositive();
    assertThat(row("hog").longestRun()).isGreaterThanOrEqualTo(BUSY);
  }

  @Test
  void plainTasksCountWhereTheyAreSubmitted() throws Exception {
    CountDownLatch ran = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      scheduler.execute(ran::countDown);
    }
    Eventually.opens(ran);
    Profile.Row row = only();
    assertThat(row.started()).isEqualTo(100);
    assertThat(row.alive()).isZero();
    assertThat(row.runs()).isEqualTo(100);
  }

  @Test
  void soDoThoseThatTheJdkSubmits() throws Exception {
    Eventually.gives(CompletableFuture.supplyAsync(() -> 42, scheduler));
    assertThat(only().started()).isEqualTo(1);
  }

  @Test
  void threadsOfAFactoryCountWhereTheyAreMade() throws Exception {
    ThreadFactory factory = scheduler.virtualThreads();
    for (int i = 0; i < 10; i++) {
      Thread thread = factory.newThread(Yield::now);
      thread.start();
      Eventually.ends(thread);
    }
    assertThat(only().started()).isEqualTo(10);
    assertThat(only().runs()).isEqualTo(20);
  }

  @Test
  void threadsOfAnExecutorCountWhereTheirTaskIsSubmitted() throws Exception {
    try (ExecutorService executor = scheduler.virtualThreadExecutor()) {
      Eventually.gives(executor.submit(() -> 42));
    }
    assertThat(only().started()).isEqualTo(1);
  }

  @Test
  void aThreadThatIsStartedThroughTheJdkRunsOnItsParentsAccount() throws Exception {
    scheduler
        .spawn(
            "parent",
            () -> {
              Thread.startVirtualThread(ProfileTest::burn).join();
              return 0;
            })
        .join();
    Profile.Row row = row("parent");
    assertThat(row.started()).isEqualTo(1);
    assertThat(row.runs()).isEqualTo(3);
    assertThat(row.longestRun()).isGreaterThanOrEqualTo(BUSY);
  }

  @Test
  void immortalsCountUnderTheirName() throws Exception {
    CountDownLatch ran = new CountDownLatch(10);
    try (Immortal _ =
        Immortal.builder()
            .on(scheduler)
            .name("reader")
            .respawn(RespawnPolicy.immediate(), ran::countDown)) {
      Eventually.opens(ran);
    }
    assertThat(row("reader").started()).isEqualTo(1);
    assertThat(row("reader").alive()).isZero();
    assertThat(row("reader").runs()).isGreaterThanOrEqualTo(10);
  }

  @Test
  void aTaskThatThrowsHasEnded() throws Exception {
    scheduler.execute(() -> {
      throw new IllegalStateException("says the test");
    });
    Eventually.holds("it has ended", () -> !Profile.of(sites).rows().isEmpty());
    Eventually.holds("it has ended", () -> Profile.of(sites).rows().getFirst().alive() == 0);
    assertThat(only().runs()).isEqualTo(1);
  }

  @Test
  void tasksThatNeverRunAreGivenBackAsTheyCame() throws Exception {
    Scheduler single = new BalancedScheduler(SchedulerConfig.SINGLE_THREAD, sites, Jdk25.VM);
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    single.spawn(
        "hog",
        () -> {
          began.countDown();
          while (release.getCount() > 0) {
            Thread.onSpinWait();
          }
        });
    Eventually.opens(began);
    Runnable task = () -> {};
    single.execute(task);
    List<Runnable> waiting = single.shutdownNow();
    release.countDown();
    single.close();
    assertThat(waiting).containsExactly(task);
    assertThat(Profile.of(sites).rows()).allSatisfy(row -> assertThat(row.alive()).isZero());
  }

  @Test
  void onTheJdksSchedulerVirtualThreadsAreCountedOnly() throws Exception {
    Sites own = new Sites();
    try (Scheduler jdk = new JdkScheduler(SchedulerConfig.DEFAULT, false, own)) {
      jdk.spawn("task", () -> 42).join();
      Eventually.gives(jdk.submit(ProfileTest::burn));
    }
    Eventually.holds(
        "both have ended", () -> Profile.of(own).rows().stream().allMatch(row -> row.alive() == 0));
    assertThat(Profile.of(own).rows())
        .hasSize(2)
        .anySatisfy(row -> {
          assertThat(row.site()).isEqualTo("task");
          assertThat(row.started()).isEqualTo(1);
          assertThat(row.runs()).isZero();
        })
        .anySatisfy(row -> {
          assertThat(row.site()).startsWith("io.smolscale.ProfileTest:");
          assertThat(row.longestRun()).isGreaterThanOrEqualTo(BUSY);
        });
  }

  // ---- the table

  @Test
  void thereAreAThousandSitesAtMost() throws Exception {
    for (int i = 0; i < 1_500; i++) {
      scheduler.spawn("task-" + i, () -> 42).join();
    }
    List<Profile.Row> rows = Profile.of(sites).rows();
    assertThat(rows).hasSizeBetween(1_000, 1_001);
    assertThat(rows.stream().mapToLong(Profile.Row::started).sum()).isEqualTo(1_500);
    assertThat(row("(others)").started()).isEqualTo(500);
  }

  @Test
  void theMostExpensiveComesFirst() throws Exception {
    scheduler.spawn("cheap", () -> 42).join(); // or dear, if it was held up
    scheduler.spawn("dear", () -> burn()).join();
    Eventually.holds("all sleep", () -> scheduler.stats().busy() == 0);
    assertThat(Profile.of(sites).rows())
        .hasSizeGreaterThanOrEqualTo(2)
        .isSortedAccordingTo(Comparator.comparing(Profile.Row::runTotal).reversed());
  }

  @Test
  void theReportIsATable() {
    Profile profile =
        new Profile(
            true,
            List.of(
                new Profile.Row(
                    "com.example.Shop:42",
                    10_000,
                    12,
                    120_031,
                    Duration.ofMillis(1_240),
                    Duration.ofNanos(3_100_000),
                    Duration.ofNanos(84_210))));
    assertThat(profile.describe().lines())
        .containsExactly(
            "spawned at                                  started    alive         runs  run total"
                + "    longest     waited",
            "com.example.Shop:42                          10,000       12      120,031     1.24 s"
                + "     3.1 ms    84.2 µs");
  }

  @Test
  void withoutTheSwitchThereIsNone() {
    Profile profile = Profile.take();
    assertThat(profile.on()).isFalse();
    assertThat(profile.rows()).isEmpty();
    assertThat(profile.describe()).contains("-Dsmolscale.profile=on");
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without NullAway may do
  void nullsAreRefused() {
    assertThatThrownBy(() -> scheduler.spawn(null, () -> 42))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("name");
    assertThatThrownBy(() -> Smolscale.spawn("name", (Runnable) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("body");
  }
}
