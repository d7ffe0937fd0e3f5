package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.Log;
import io.smolscale.internal.jdk.OwnThreads;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A line for the [log][Log], from a thread that must not wait for anybody.
///
/// A log may wait for a lock, and the thread that holds that may wait for a worker, and so for the
/// balancer. So a thread of its own writes it. Where no thread can be had, it is not written.
final class LogLine {
  private static final Queue<String> LINES = new ConcurrentLinkedQueue<>();

  private LogLine() {}

  /// Writes a line at the level `INFO`.
  ///
  /// @param crew begins the name of the thread
  static void say(String crew, String line) {
    LINES.add(line);
    try {
      OwnThreads.daemon(crew + "-log", LogLine::sayOldest).start();
    } catch (OutOfMemoryError _) {
      // as it says
    }
  }

  /// One thread after the other, so that the lines stay in their order. Nobody else takes the lock.
  private static synchronized void sayOldest() {
    String line = LINES.poll();
    if (line != null) {
      Log.tell(System.Logger.Level.INFO, line);
    }
  }
}
