package io.smolscale.netty;

/// Keeps the JVM from exiting while a group has a loop that runs, as loops on platform threads do
/// by themselves: virtual threads are daemons.
final class Keeper {
  private final String name;
  private int loops; // guarded by this

  /// @param name of the thread that keeps the JVM up
  Keeper(String name) {
    this.name = name;
  }

  /// Counts a loop that is about to start. With the first one the thread comes, before the loop
  /// does: between the two the JVM could exit.
  synchronized void enter() {
    if (loops == 0) {
      Thread.ofPlatform()
          .name(name)
          .daemon(false)
          .inheritInheritableThreadLocals(false)
          .start(this::stay);
    }
    loops++;
  }

  /// Counts a loop out that has ended, or could not start.
  synchronized void leave() {
    loops--;
    if (loops == 0) {
      notifyAll();
    }
  }

  /// The thread sees a loop or none: it waits for this lock until the first loop is counted. A loop
  /// that comes right after the last one has left may find the thread still there, and start
  /// another; both end with the last loop.
  private synchronized void stay() {
    while (loops > 0) {
      try {
        wait();
      } catch (InterruptedException _) {
        // nobody who knows it: it stays for the loops
      }
    }
  }
}
