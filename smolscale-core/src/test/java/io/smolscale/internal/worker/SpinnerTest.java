package io.smolscale.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.balance.Price;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpinnerTest {
  private static final int MANY = 10_000;

  private final AtomicInteger processors = new AtomicInteger(2);
  private final Parallelism parallelism = new Parallelism(2, false, 2, processors::get);
  private final Spinner spinner = new Spinner(parallelism, new Price());
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void onOneProcessorNobodySpins() {
    processors.set(1);
    parallelism.look(System.nanoTime() + 2 * Parallelism.NANOS_BETWEEN_LOOKS);
    for (int i = 0; i < MANY; i++) {
      assertThat(spin(true)).isFalse();
    }
    assertThat(looks.get()).isZero();
    processors.set(2);
    parallelism.look(System.nanoTime() + 4 * Parallelism.NANOS_BETWEEN_LOOKS);
    assertThat(spin(true)).as("when there is another one").isTrue();
  }

  @Test
  void aSpinThatMeetsWorkSaysSo() {
    int met = 0;
    for (int i = 0; i < MANY; i++) {
      boolean work = spin(true);
      assertThat(work).isEqualTo(looks.get() > 0);
      met += work ? 1 : 0;
    }
    assertThat(met).as("success earns the next spin").isGreaterThan(MANY - 100);
  }

  @Test
  void spinsInVainAreRare() {
    assertThat(spinsInVain(1_000)).isBetween(1, 100);
  }

  @Test
  void successIsNotRememberedForLong() {
    for (int i = 0; i < MANY; i++) {
      spin(true);
    }
    assertThat(spin(true)).isTrue();
    assertThat(spinsInVain(1_000)).isBetween(1, 100);
  }

  @Test
  void itDoesNotSpinPastATimer() {
    for (int i = 0; i < MANY; i++) {
      assertThat(spinner.spin(System.nanoTime(), 1_000, _ -> look(true))).isFalse();
    }
    assertThat(looks).hasValue(0);
  }

  private int spinsInVain(int tries) {
    int spins = 0;
    for (int i = 0; i < tries; i++) {
      assertThat(spin(false)).isFalse();
      spins += looks.get() > 0 ? 1 : 0;
    }
    return spins;
  }

  /// Counts the looks of this one spin.
  private boolean spin(boolean work) {
    looks.set(0);
    return spinner.spin(System.nanoTime(), Long.MAX_VALUE, _ -> look(work));
  }

  private boolean look(boolean work) {
    looks.incrementAndGet();
    return work;
  }
}
