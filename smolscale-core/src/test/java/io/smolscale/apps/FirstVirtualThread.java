package io.smolscale.apps;

import io.smolscale.Scheduler;
import io.smolscale.Smolscale;

/// Prints how many threads of ours there are before its first virtual thread and after it. If it is
/// told `own`, that is one of a scheduler of its own.
public final class FirstVirtualThread {
  private FirstVirtualThread() {}

  /// Runs it.
  public static void main(String[] args) throws InterruptedException {
    System.out.println("before: " + (ours() == 0 ? "none" : "some"));
    if (args.length > 0) {
      try (Scheduler own = Scheduler.create()) {
        own.virtualThreads().newThread(() -> {}).start();
      }
      System.out.println("polls: " + Smolscale.scheduler().stats().pollsSockets());
    } else {
      Thread.startVirtualThread(() -> {}).join();
    }
    System.out.println("after: " + (ours() == 0 ? "none" : "some"));
  }

  private static long ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("smolscale"))
        .count();
  }
}
