package io.smolscale.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

/// Waits for what must happen. The limit is no part of any promise: it only turns a hang into a
/// failure, on however busy a machine.
final class Eventually {
  /// How long anything may take.
  static final long LIMIT_SECONDS = 100;

  private static final long POLL_MILLIS = 20;

  private Eventually() {}

  /// Waits until the condition holds.
  static void holds(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.holds()) {
      assertThat(System.nanoTime() - end).as("%s, within the limit", what).isNegative();
      Thread.sleep(POLL_MILLIS);
    }
  }

  /// What must become true.
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }
}
