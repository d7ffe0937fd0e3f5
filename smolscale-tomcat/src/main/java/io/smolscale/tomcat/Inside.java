package io.smolscale.tomcat;

import io.smolscale.Scheduler;
import io.smolscale.Smolscale;
import java.util.concurrent.ThreadFactory;

/// Whether there is an inside: virtual threads on workers that wait for sockets themselves.
sealed interface Inside {
  /// There is.
  ///
  /// @param threads makes virtual threads there, without a name
  record Bound(ThreadFactory threads) implements Inside {}

  /// There is not.
  ///
  /// @param reason why, and what brings it
  record Refused(String reason) implements Inside {}

  /// Asks the global scheduler, which is that of every virtual thread with the option file or the
  /// agent. A poller whose workers do not wait for sockets would be woken by a thread that does,
  /// and is better off as such a thread.
  static Inside find() {
    try {
      Scheduler scheduler = Smolscale.scheduler();
      ThreadFactory threads = scheduler.virtualThreads();
      return scheduler.stats().pollsSockets()
          ? new Bound(threads)
          : new Refused(
              "no worker of smolscale's waits for sockets in this JVM (it is switched off, or this"
                  + " is not Linux, or sun.nio.ch is closed; java -jar smolscale.jar says more)");
    } catch (LinkageError _) {
      return new Refused(
          "smolscale is not in this JVM; start it with the option file, java @smolscale.args");
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return new Refused("smolscale cannot run virtual threads here: " + e.getMessage());
    }
  }
}
