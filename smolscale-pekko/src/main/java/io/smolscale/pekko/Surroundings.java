package io.smolscale.pekko;

import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.MonitorableThreadFactory;
import org.jspecify.annotations.Nullable;

/// What a dispatcher has of its actor system, and would have in threads of the system's factory.
///
/// @param system identifies the system, by identity
/// @param id of the dispatcher
/// @param threadName begins the names of its threads
/// @param classLoader the context class loader of actors, if the system sets one
/// @param handler is told what an actor's run throws: logs it, or ends the system or the JVM
record Surroundings(
    ActorSystem.Settings system,
    String id,
    String threadName,
    @Nullable ClassLoader classLoader,
    Thread.@Nullable UncaughtExceptionHandler handler) {

  static Surroundings of(String id, ThreadFactory threads, DispatcherPrerequisites prerequisites) {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(threads, "threadFactory");
    ActorSystem.Settings system = prerequisites.settings();
    // Without an ActorSystem of Pekko's own making there is another factory, of which nothing is
    // known but that its threads end with what a task throws.
    return threads instanceof MonitorableThreadFactory factory
        ? new Surroundings(
            system,
            id,
            factory.name() + "-" + id,
            factory.contextClassLoader().getOrElse(() -> null),
            factory.exceptionHandler())
        : new Surroundings(system, id, system.name() + "-" + id, null, null);
  }

  /// Tells the handler, as a thread that ends with it does.
  void failed(Throwable failure) {
    Thread thread = Thread.currentThread();
    Thread.UncaughtExceptionHandler told =
        handler == null ? thread.getUncaughtExceptionHandler() : handler;
    if (told != null) {
      told.uncaughtException(thread, failure);
    }
  }
}
