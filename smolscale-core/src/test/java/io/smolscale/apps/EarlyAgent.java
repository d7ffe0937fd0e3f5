package io.smolscale.apps;

/// An agent that uses a virtual thread.
public final class EarlyAgent {
  private EarlyAgent() {}

  /// `-javaagent`.
  public static void premain(String options) throws InterruptedException {
    Thread.startVirtualThread(() -> {}).join();
  }
}
