package io.smolscale.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Waits for what must happen. The limit only turns a hang into a failure.
final class Eventually {
  static final long LIMIT_SECONDS = 100;

  private Eventually() {}

  static void holds(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("%s, within the limit", what).isNegative();
      Thread.sleep(5);
    }
  }
}
