package io.smolscale.bench.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.bench.Usage;
import org.junit.jupiter.api.Test;

/// When the compilers of a service rest.
class CompilingTest {
  private static final long PART_NANOS = 1_000_000;
  private static final long STRAGGLERS = 49_999; // just below a twentieth of a core

  private final Compiling compiling = new Compiling();

  @Test
  void compilersThatUseATwentiethOfACoreDoNotRest() {
    parts(100, STRAGGLERS + 1);
    assertThat(compiling.isOver()).isFalse();
  }

  @Test
  void compilersRestWhenTheyHadStragglersOnlyInFourParts() {
    parts(3, STRAGGLERS);
    assertThat(compiling.isOver()).isFalse();
    parts(1, STRAGGLERS);
    assertThat(compiling.isOver()).isTrue();
  }

  @Test
  void aLargeMethodBeginsTheCountAnew() {
    parts(3, 0);
    parts(1, PART_NANOS);
    parts(3, 0);
    assertThat(compiling.isOver()).isFalse();
    parts(1, 0);
    assertThat(compiling.isOver()).isTrue();
  }

  private void parts(int number, long compilerNanos) {
    for (int i = 0; i < number; i++) {
      compiling.answered(new Usage.Account(compilerNanos, 0, 0, 0), PART_NANOS);
    }
  }
}
