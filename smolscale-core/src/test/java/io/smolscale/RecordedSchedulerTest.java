package io.smolscale;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.internal.profile.Sites;
import io.smolscale.internal.record.Recorder;
import io.smolscale.internal.record.Recording;
import io.smolscale.testkit.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A recording of a scheduler that a program makes.
class RecordedSchedulerTest {
  private final Sites sites = new Sites();
  private final Scheduler scheduler =
      new BalancedScheduler(
          SchedulerConfig.DEFAULT.withName("recorded").withParallelism(1).withMaxThreads(1),
          sites,
          Jdk25.VM);

  @BeforeEach
  void record() {
    Recorder.begin(1_000, Duration.ofMinutes(1).toNanos(), 0);
  }

  @AfterEach
  void close() {
    Recorder.end();
    scheduler.close();
  }

  /// The numbers of the threads, and of the kinds of tasks, that have run.
  private static List<Long> ran(Recording recording) {
    return recording.lanes().stream()
        .flatMap(lane -> lane.runs().stream())
        .map(run -> Long.parseLong(run.split(",", -1)[2]))
        .toList();
  }

  private Recording recording() throws InterruptedException {
    Eventually.holds("all sleep", () -> scheduler.stats().busy() == 0);
    return requireNonNull(Recorder.end());
  }

  private record Executed() implements Runnable {
    @Override
    public void run() {}
  }

  private record Submitted() implements Callable<String> {
    @Override
    public String call() {
      return "done";
    }
  }

  private record Scheduled() implements Runnable {
    @Override
    public void run() {}
  }

  @Test
  void plainTasksAreThereByTheClassOfTheProgramsCode() throws Exception {
    scheduler.execute(new Executed());
    scheduler.submit(new Submitted()).get();
    scheduler.submit(new Executed()).get();
    scheduler.schedule(new Scheduled(), 1, TimeUnit.MILLISECONDS).get();
    Recording recording = recording();
    List<String> kinds = ran(recording).stream().map(recording.names()::get).toList();
    assertThat(kinds)
        .containsExactlyInAnyOrder(
            Stream.of(Executed.class, Submitted.class, Executed.class, Scheduled.class)
                .map(Class::getName)
                .toArray(String[]::new));
  }

  @Test
  void aThreadThatIsProfiledTooKeepsItsNumber() throws Exception {
    Thread thread = scheduler.virtualThreads().newThread(Thread::yield);
    thread.start();
    thread.join();
    assertThat(ran(recording())).contains(thread.threadId()).doesNotContain(0L);
    assertThat(Profile.of(sites).rows()).singleElement().matches(row -> row.alive() == 0);
  }

  @Test
  void aTaskThatNeverRunsIsGivenBackAsItCame() throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch hold = new CountDownLatch(1);
    scheduler.execute(() -> {
      runs.countDown();
      Eventually.opensUnchecked(hold);
    });
    Eventually.opens(runs);
    Runnable waits = new Executed();
    scheduler.execute(waits);
    try {
      assertThat(scheduler.shutdownNow()).containsExactly(waits);
    } finally {
      hold.countDown();
    }
  }

  @Test
  void aSchedulerThatIsMadeMeanwhileIsRecordedToo() throws Exception {
    try (Scheduler later = Scheduler.create()) {
      later.submit(new Submitted()).get();
    }
    assertThat(requireNonNull(Recorder.end()).names()).containsValue(Submitted.class.getName());
  }

  @Test
  void afterItsEndNothingIsAdded() throws Exception {
    Recording recording = requireNonNull(Recorder.end());
    scheduler.submit(new Submitted()).get();
    assertThat(recording.lanes()).isEmpty();
    assertThat(recording.names()).doesNotContainValue(Submitted.class.getName());
  }
}
