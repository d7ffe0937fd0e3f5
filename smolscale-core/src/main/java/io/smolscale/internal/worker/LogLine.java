package io.smolscale.internal.worker;

/// A line in the log `io.smolscale`, from a thread that must not wait for anybody.
///
/// A log may wait for a lock, and who holds that may wait for a worker, and so for the balancer. So
/// a thread of its own writes it. Where no thread can be had, it is not written.
final class LogLine {
  private LogLine() {}

  /// Writes a line at the level `INFO`.
  ///
  /// @param crew begins the name of the thread
  static void say(String crew, String line) {
    onItsOwnThread(
        crew + "-log", () -> System.getLogger("io.smolscale").log(System.Logger.Level.INFO, line));
  }

  /// Runs something that logs.
  static void onItsOwnThread(String name, Runnable logs) {
    try {
      Thread.ofPlatform().name(name).daemon().inheritInheritableThreadLocals(false).start(logs);
    } catch (OutOfMemoryError _) {
      // as it says
    }
  }
}
