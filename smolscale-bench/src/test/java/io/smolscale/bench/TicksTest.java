package io.smolscale.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TicksTest {
  @Test
  void aCoreThatIsStolenIsNoIdleOne() {
    final Ticks before = Ticks.of("cpu  100 0 50 800 40 0 5 5 0 0");
    final Ticks after = Ticks.of("cpu  140 0 60 820 40 0 5 15 0 0");
    assertThat(before).isEqualTo(new Ticks(840, 5, 1000));
    assertThat(after.busySince(before)).isEqualTo(0.75);
    assertThat(after.robbedSince(before)).isTrue();
    assertThat(before.robbedSince(before)).isFalse();
  }

  @Test
  void thisMachineHasSome() throws Exception {
    assertThat(Ticks.now().all()).isPositive();
  }
}
