package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The global scheduler: an executor that does not close.
class GlobalExecutorTest extends ExecutorContract {
  @Override
  ExecutorService make() {
    return Smolscale.scheduler();
  }

  @Test
  void itIsOne() {
    assertThat(Smolscale.scheduler()).isSameAs(Smolscale.scheduler());
    assertThat(Smolscale.scheduler().name()).isEqualTo("smolscale");
  }

  @Test
  void closingItHasNoEffect() throws Exception {
    executor.close();
    executor.shutdown();
    assertThat(executor.shutdownNow()).isEqualTo(List.of());
    assertThat(executor.isShutdown()).isFalse();
    assertThat(executor.isTerminated()).isFalse();
    assertThat(executor.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(Eventually.gives(executor.submit(() -> 42))).isEqualTo(42);
  }

  @Test
  void closingItFromOneOfItsThreadsHasNoEffect() throws Exception {
    int value =
        Eventually.gives(
            executor.submit(() -> {
              executor.close();
              return 42;
            }));
    assertThat(value).isEqualTo(42);
  }
}
