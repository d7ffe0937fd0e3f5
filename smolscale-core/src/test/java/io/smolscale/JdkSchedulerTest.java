package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/// The same API on the JDK's own scheduler.
class JdkSchedulerTest extends ClosingContract {
  @Override
  ExecutorService make() {
    return new JdkScheduler(SchedulerConfig.DEFAULT.withName("jdk").withParallelism(2));
  }

  private Scheduler scheduler() {
    return (Scheduler) executor;
  }

  @Override
  @Test
  @Disabled("the JDK's ForkJoinPool may forget a task that it accepts while it closes; seen once")
  void aCloseWhileOthersSubmit() {}

  @Test
  void itsVirtualThreadsAreTheJdks() throws Exception {
    Thread thread = scheduler().virtualThreads().newThread(() -> {});
    assertThat(thread.isVirtual()).isTrue();
    thread.start();
    Eventually.ends(thread);
    try (ExecutorService threads = scheduler().virtualThreadExecutor()) {
      String carrier = Eventually.gives(threads.submit(() -> Thread.currentThread().toString()));
      assertThat(carrier).contains("ForkJoinPool");
    }
  }

  @Test
  void itSpawnsTasks() throws Exception {
    Task<Integer> task = scheduler().spawn(() -> 42);
    assertThat(task.join()).isEqualTo(42);
    assertThat(scheduler().stats().activeTasks()).isZero();
  }

  @Test
  void itSaysWhatItIs() {
    assertThat(scheduler().name()).isEqualTo("jdk");
    assertThat(scheduler().stats().parallelism()).isEqualTo(2);
    assertThat(scheduler().toString()).contains("jdk", "JDK");
  }

  @Test
  void itKeepsNoAccount() throws Exception {
    scheduler().spawn(() -> 42).join();
    SchedulerStats stats = scheduler().stats();
    assertThat(stats.tasks()).isZero();
    assertThat(stats.wakeUps()).isZero();
    assertThat(stats.wakeUpsAvoided()).isZero();
    assertThat(stats.lastRescues()).isEmpty();
    assertThat(stats.describe()).contains("scheduler jdk");
  }

  @Test
  void aClosedOneRefusesTasksAndThreads() {
    scheduler().close();
    assertThatThrownBy(() -> scheduler().spawn(() -> 1))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("\"jdk\" is closed");
    assertThatThrownBy(() -> scheduler().virtualThreads().newThread(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("\"jdk\" is closed");
  }

  @Test
  void itSaysThatItDoesNotKnowWhatItsThreadsDo() {
    try (Scheduler jdk = new JdkScheduler(SchedulerConfig.DEFAULT)) {
      assertThat(jdk.threadCounts().isKnown()).isFalse();
      assertThat(jdk.threadCounts().describe()).isEqualTo("virtual threads: not known\n");
      assertThat(jdk.latency().fromOutside().count()).isZero();
      assertThat(jdk.workerTimes().workers()).isEmpty();
    }
  }
}
