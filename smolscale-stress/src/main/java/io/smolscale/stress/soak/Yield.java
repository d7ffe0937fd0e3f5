package io.smolscale.stress.soak;

/// `Thread.yield`, here to make a schedule worse and not better; and so that a thread which polls
/// leaves the only worker of a crew to the thread for which it waits.
final class Yield {
  private Yield() {}

  @SuppressWarnings("ThreadPriorityCheck") // virtual threads and plain tasks only
  static void now() {
    Thread.yield();
  }
}
