package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The scheduler itself: plain tasks.
class PlainExecutorTest extends ClosingContract {
  @Override
  ExecutorService make() {
    return new BalancedScheduler(
        SchedulerConfig.DEFAULT.withName("plain").withParallelism(2).withMaxThreads(2));
  }

  @Test
  void shutdownNowGivesBackWhatWaits() throws Exception {
    CountDownLatch began = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      executor.execute(() -> {
        began.countDown();
        try {
          Thread.sleep(3_600_000);
        } catch (InterruptedException _) {
          // as it should
        }
      });
    }
    Eventually.opens(began);
    List<Runnable> waiting = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Runnable task = new Forbidden();
      waiting.add(task);
      executor.execute(task);
    }
    assertThat(executor.shutdownNow()).containsExactlyInAnyOrderElementsOf(waiting);
    assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  private static final class Forbidden implements Runnable {
    @Override
    public void run() {
      throw new AssertionError("was given back, and ran all the same");
    }
  }
}
