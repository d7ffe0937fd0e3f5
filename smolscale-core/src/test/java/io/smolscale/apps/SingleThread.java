package io.smolscale.apps;

import io.smolscale.Smolscale;
import io.smolscale.Task;
import java.util.ArrayList;
import java.util.List;

/// Asks for single-thread mode, too late if so told, and prints what it got.
public final class SingleThread {
  private SingleThread() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    if (args.length > 0) {
      Smolscale.spawn(() -> 42).join();
    }
    try {
      Smolscale.permanentlySingleThreaded();
      Smolscale.permanentlySingleThreaded();
    } catch (IllegalStateException e) {
      System.out.println("refused: " + e.getMessage());
      return;
    }
    List<Task<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      tasks.add(
          Smolscale.spawn(() -> {
            Thread.sleep(1);
            return 42;
          }));
    }
    for (Task<Integer> task : tasks) {
      task.join();
    }
    System.out.println("parallelism: " + Smolscale.scheduler().stats().parallelism());
    System.out.println("threads: " + Smolscale.runningThreads());
  }
}
