package io.smolscale.cli.share;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Passes a message to and fro between two pools of platform threads, for ever.
final class PassesInPools {
  private PassesInPools() {}

  public static void main(String[] args) {
    pass(Executors.newSingleThreadExecutor(), Executors.newSingleThreadExecutor());
    System.out.println("ready");
  }

  private static void pass(ExecutorService to, ExecutorService back) {
    to.execute(() -> pass(back, to));
  }
}
