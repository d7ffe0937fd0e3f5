package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A virtual thread for each task.
class VirtualThreadExecutorTest extends ClosingContract {
  private final Scheduler scheduler =
      new BalancedScheduler(SchedulerConfig.DEFAULT.withName("threads").withParallelism(2));

  @Override
  ExecutorService make() {
    return scheduler.virtualThreadExecutor();
  }

  @AfterEach
  void closeTheScheduler() {
    executor.close();
    scheduler.close();
  }

  @Test
  void eachTaskHasAVirtualThreadOfItsOwn() throws Exception {
    int tasks = 1_000;
    CountDownLatch together = new CountDownLatch(tasks);
    for (int i = 0; i < tasks; i++) {
      executor.execute(() -> {
        assertThat(Thread.currentThread().isVirtual()).isTrue();
        together.countDown();
        Eventually.opensUnchecked(together);
      });
    }
    Eventually.opens(together);
  }

  @Test
  void closingItLeavesTheSchedulerOpen() throws Exception {
    executor.close();
    try (ExecutorService another = scheduler.virtualThreadExecutor()) {
      assertThat(Eventually.gives(another.submit(() -> 42))).isEqualTo(42);
    }
    assertThat(scheduler.isShutdown()).isFalse();
  }

  @Test
  void aClosedSchedulerRefuses() {
    scheduler.close();
    assertThatThrownBy(() -> executor.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("threads")
        .hasMessageContaining("closed");
  }
}
