package io.smolscale.tomcat;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Waits for a state that must come.
final class Eventually {
  static final Duration LIMIT = Duration.ofSeconds(60);

  private Eventually() {}

  static void holds(String what, Callable<Boolean> state) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!state.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + LIMIT + ": " + what);
      }
      Thread.sleep(5);
    }
  }
}
