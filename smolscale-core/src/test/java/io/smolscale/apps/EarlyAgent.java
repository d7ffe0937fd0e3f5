package io.smolscale.apps;

/// An agent that uses a virtual thread.
public final class EarlyAgent {
  private EarlyAgent() {}

  /// To be attached to a JVM that runs.
  public static void agentmain(String options) throws InterruptedException {
    premain(options);
  }

  /// `-javaagent`.
  public static void premain(String options) throws InterruptedException {
    Thread.startVirtualThread(() -> {}).join();
  }
}
