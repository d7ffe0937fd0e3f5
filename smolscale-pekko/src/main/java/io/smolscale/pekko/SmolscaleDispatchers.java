package io.smolscale.pekko;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.ActorSystem;

/// Tells what the dispatchers of an actor system that run on smolscale are doing.
public final class SmolscaleDispatchers {
  // All that have been made and not shut down, of all systems of this class loader. They hold their
  // systems, whose threads would hold them, too.
  private static final Set<DispatcherExecutor> RUNNING = ConcurrentHashMap.newKeySet();

  private SmolscaleDispatchers() {}

  /// Returns the dispatchers of this system that run on smolscale and are in use, by their ids. A
  /// dispatcher is in use from its first actor on, until it has had none for its
  /// `shutdown-timeout`. Thread-safe, and does not block.
  @SuppressWarnings("ReferenceEquality") // two systems may have equal settings
  public static SortedMap<String, DispatcherStats> of(ActorSystem system) {
    Objects.requireNonNull(system, "system");
    ActorSystem.Settings settings = system.settings();
    SortedMap<String, DispatcherStats> found = new TreeMap<>();
    for (DispatcherExecutor one : RUNNING) {
      if (one.surroundings().system() == settings) {
        found.put(one.surroundings().id(), one.stats());
      }
    }
    return found;
  }

  /// Returns a report in several lines, for people: each dispatcher, and each of their schedulers.
  public static String describe(ActorSystem system) {
    StringBuilder text = new StringBuilder();
    Map<String, String> schedulers = new TreeMap<>();
    for (DispatcherStats one : of(system).values()) {
      text.append(one.describe()).append('\n');
      schedulers.put(one.scheduler().name(), one.scheduler().describe());
    }
    schedulers.values().forEach(text::append);
    return text.toString();
  }

  static void add(DispatcherExecutor executor) {
    RUNNING.add(executor);
  }

  static void remove(DispatcherExecutor executor) {
    RUNNING.remove(executor);
  }
}
