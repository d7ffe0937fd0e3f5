package io.smolscale.cli.why;

import io.smolscale.cli.dump.ThreadAt;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Two looks at a JVM: what was the same at both does not change by itself soon.
final class Evidence {
  private final Look before;
  private final Look after;
  private final double seconds;
  private final Map<Long, ThreadAt> threads = new LinkedHashMap<>();
  private final Map<Long, ThreadAt> earlier = new HashMap<>();
  private final Map<String, ThreadAt> monitors = new HashMap<>();

  /// Puts two looks together.
  ///
  /// @param seconds the time between them
  Evidence(Look before, Look after, double seconds) {
    this.before = before;
    this.after = after;
    this.seconds = seconds;
    before.dump().threads().forEach(thread -> earlier.put(thread.id(), thread));
    for (ThreadAt thread : after.dump().threads()) {
      threads.put(thread.id(), thread);
      for (String monitor : thread.monitors()) {
        if (!monitor.equals(thread.waitingOn())) { // it has left it, as long as it waits
          monitors.put(monitor, thread);
        }
      }
    }
  }

  Look now() {
    return after;
  }

  double seconds() {
    return seconds;
  }

  List<ThreadAt> threads() {
    return List.copyOf(threads.values());
  }

  Optional<ThreadAt> thread(long id) {
    return Optional.ofNullable(threads.get(id));
  }

  /// Whether a thread did the same at both looks.
  boolean isStill(ThreadAt thread) {
    ThreadAt then = earlier.get(thread.id());
    return then != null && thread.isAs(then);
  }

  /// Whether a virtual thread was mounted on the same carrier at both looks.
  boolean keepsCarrier(ThreadAt thread) {
    ThreadAt then = earlier.get(thread.id());
    return then != null && thread.isMounted() && then.carrier() == thread.carrier();
  }

  /// Who has a monitor.
  Optional<ThreadAt> ownerOf(String monitor) {
    return Optional.ofNullable(monitors.get(monitor));
  }

  /// Which part of a core a platform thread has used between the looks.
  double cpuOf(long platformThread) {
    return share(
        before.printout().cpuMillis().get(platformThread),
        after.printout().cpuMillis().get(platformThread));
  }

  /// Which part of the time it waited for a processor, because others had them.
  double queuedOf(long platformThread) {
    return share(
        before.queuedMillis().get(platformThread), after.queuedMillis().get(platformThread));
  }

  private double share(@Nullable Double then, @Nullable Double now) {
    return then == null || now == null || seconds <= 0 ? 0 : (now - then) / (seconds * 1e3);
  }
}
