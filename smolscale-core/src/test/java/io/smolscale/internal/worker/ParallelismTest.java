package io.smolscale.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParallelismTest {
  private static final int MOST = 100;

  private final AtomicInteger processors = new AtomicInteger(4);
  private final AtomicInteger asked = new AtomicInteger();
  private final long start = System.nanoTime();
  private final Parallelism parallelism = new Parallelism(4, true, MOST, this::count);

  private int count() {
    asked.incrementAndGet();
    return processors.get();
  }

  private void lookAfter(double looks) {
    parallelism.look(start + (long) (looks * Parallelism.NANOS_BETWEEN_LOOKS));
  }

  @Test
  void itFollowsTheProcessorsUpAndDown() {
    processors.set(7);
    lookAfter(2);
    assertThat(parallelism.get()).isEqualTo(7);
    processors.set(1);
    lookAfter(4);
    assertThat(parallelism.get()).isEqualTo(1);
    assertThat(parallelism.follows()).isTrue();
    assertThat(parallelism.isOneProcessor()).isTrue();
  }

  @Test
  void itAsksOnceInAWhile() {
    asked.set(0);
    for (int i = 0; i < 1_000; i++) {
      lookAfter(10 + i / 1_000.0);
    }
    assertThat(asked.get()).isEqualTo(1);
    lookAfter(11);
    assertThat(asked.get()).isEqualTo(2);
  }

  @Test
  void itStaysWithinItsLimit() {
    processors.set(MOST + 1);
    lookAfter(2);
    assertThat(parallelism.get()).isEqualTo(MOST);
    processors.set(0);
    lookAfter(4);
    assertThat(parallelism.get()).isEqualTo(1);
  }

  @Test
  void aNumberThatWasChosenStays() {
    assertThat(parallelism.choose(3)).isEqualTo(4);
    processors.set(7);
    lookAfter(2);
    assertThat(parallelism.get()).isEqualTo(3);
    assertThat(parallelism.follows()).isFalse();
    assertThat(parallelism.choose(MOST + 7)).isEqualTo(3);
    assertThat(parallelism.get()).as("whatever the limit of the other").isEqualTo(MOST + 7);
  }

  @Test
  void aNumberThatIsChosenWhileTheProcessorsAreAskedForCounts() {
    Parallelism[] made = new Parallelism[1];
    Parallelism asking =
        new Parallelism(
            4,
            true,
            MOST,
            () -> {
              if (made[0] != null) {
                made[0].choose(3);
              }
              return 8;
            });
    made[0] = asking;
    asking.look(start + 2 * Parallelism.NANOS_BETWEEN_LOOKS);
    assertThat(asking.get()).isEqualTo(3);
    assertThat(asking.follows()).isFalse();
  }

  @Test
  void aFixedParallelismOnlyLooksAtTheProcessors() {
    Parallelism fixed = new Parallelism(4, false, MOST, this::count);
    processors.set(1);
    fixed.look(start + 2 * Parallelism.NANOS_BETWEEN_LOOKS);
    assertThat(fixed.get()).isEqualTo(4);
    assertThat(fixed.isOneProcessor()).isTrue();
  }
}
