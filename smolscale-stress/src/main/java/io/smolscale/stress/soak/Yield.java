package io.smolscale.stress.soak;

/// `Thread.yield`, here to make a schedule worse and not better.
final class Yield {
  private Yield() {}

  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on what it does
  static void now() {
    Thread.yield();
  }
}
