package io.smolscale.internal.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ThreadStatesTest {
  private volatile boolean over;
  private volatile int number;

  @Test
  void aThreadThatComputesHasAProcessorAndDoesNotWaitForEver() throws InterruptedException {
    CountDownLatch known = new CountDownLatch(1);
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              number = ThreadStates.current();
              known.countDown();
              while (!over) {
                Thread.onSpinWait();
              }
            });
    known.await();
    long before = ThreadStates.processorNanos(number);
    assertThat(before).isNotNegative();
    Eventually.holds(
        "it has had 20 ms more", () -> ThreadStates.processorNanos(number) - before > 20_000_000);
    Eventually.holds("it does not wait", () -> !ThreadStates.waits(number));
    over = true;
    Eventually.ends(thread);
  }

  @Test
  void ofAThreadThatSleepsTheProcessorTimeStaysAsItIs() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              number = ThreadStates.current();
              awaitQuietly(end);
            });
    Eventually.holds("it waits", () -> number > 0 && ThreadStates.waits(number));
    long before = ThreadStates.processorNanos(number);
    Thread.sleep(20);
    assertThat(ThreadStates.processorNanos(number)).isEqualTo(before);
    end.countDown();
    Eventually.ends(thread);
  }

  @Test
  void ofAThreadThatIsNotThereNothingIsKnown() {
    assertThat(ThreadStates.processorNanos(-1)).isEqualTo(-1);
    assertThat(ThreadStates.processorNanos(Integer.MAX_VALUE)).isEqualTo(-1);
    assertThat(ThreadStates.waits(Integer.MAX_VALUE)).isFalse();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
