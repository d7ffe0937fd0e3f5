package io.smolscale.testkit;

/// `Thread.yield`, which the tests of a scheduler may rely on.
public final class Yield {
  private Yield() {}

  /// Lets others run first.
  @SuppressWarnings("ThreadPriorityCheck") // how yields are scheduled is what is tested
  public static void now() {
    Thread.yield();
  }
}
