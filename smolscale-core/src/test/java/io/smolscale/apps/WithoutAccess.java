package io.smolscale.apps;

import io.smolscale.Scheduler;
import io.smolscale.Smolscale;

/// Uses the library in a JVM that does not let it near virtual threads.
public final class WithoutAccess {
  private WithoutAccess() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    try (Scheduler scheduler = Scheduler.create()) {
      System.out.println("plain: " + scheduler.submit(() -> 42).get());
      try {
        scheduler.virtualThreads();
        System.out.println("given");
      } catch (UnsupportedOperationException e) {
        System.out.println("refused: " + e.getMessage());
      }
      System.out.println("spawned: " + scheduler.spawn(() -> 43).join());
      System.out.println("again: " + scheduler.spawn(() -> 44).join());
    }
    System.out.println("blocked on: " + Smolscale.blockOn(() -> 45));
  }
}
