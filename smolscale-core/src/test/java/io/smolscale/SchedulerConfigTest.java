package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerConfigTest {
  private static final SchedulerConfig DEFAULT = SchedulerConfig.DEFAULT;

  @Test
  void theDefaultHasAWorkerForEachProcessor() {
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(DEFAULT.parallelism()).isEqualTo(processors);
    assertThat(DEFAULT.maxThreads()).isEqualTo(processors + 256);
    assertThat(DEFAULT.uncaughtExceptionHandler()).isNull();
  }

  @Test
  void aSingleThreadIsOneWorkerAndNoSpare() {
    assertThat(SchedulerConfig.SINGLE_THREAD.parallelism()).isEqualTo(1);
    assertThat(SchedulerConfig.SINGLE_THREAD.maxThreads()).isEqualTo(1);
  }

  @Test
  void eachPartCanBeChanged() {
    Thread.UncaughtExceptionHandler handler = (_, _) -> {};
    SchedulerConfig config =
        DEFAULT
            .withName("orders")
            .withParallelism(4)
            .withMaxThreads(9)
            .withUncaughtExceptionHandler(handler);
    assertThat(config).isEqualTo(new SchedulerConfig("orders", 4, 9, handler));
  }

  @Test
  void moreWorkersLeaveTheSparesAsTheyWere() {
    assertThat(DEFAULT.withParallelism(10).maxThreads()).isEqualTo(266);
    assertThat(SchedulerConfig.SINGLE_THREAD.withParallelism(3).maxThreads()).isEqualTo(3);
  }

  @Test
  void theLimitsThemselvesAreFine() {
    assertThat(DEFAULT.withParallelism(1).withMaxThreads(1).parallelism()).isEqualTo(1);
    assertThat(DEFAULT.withParallelism(32_767).parallelism()).isEqualTo(32_767);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void aBlankNameIsRefused(String name) {
    assertThatThrownBy(() -> DEFAULT.withName(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 32_768, Integer.MIN_VALUE})
  void aParallelismOutOfRangeIsRefused(int parallelism) {
    assertThatThrownBy(() -> DEFAULT.withParallelism(parallelism))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parallelism must be from 1 to 32767, not " + parallelism);
  }

  @Test
  void fewerThreadsThanWorkersAreRefused() {
    SchedulerConfig four = DEFAULT.withParallelism(4);
    assertThatThrownBy(() -> four.withMaxThreads(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxThreads must be at least the parallelism, 4, not 3");
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without NullAway may do
  void nullsAreRefused() {
    assertThatThrownBy(() -> DEFAULT.withName(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("name");
    assertThatThrownBy(() -> DEFAULT.withUncaughtExceptionHandler(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("handler");
    assertThatThrownBy(() -> Scheduler.create(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("config");
  }
}
