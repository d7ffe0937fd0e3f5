package io.smolscale.pekko;

import com.typesafe.config.Config;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/// Runs the actors of a dispatcher as plain tasks, on the workers of a scheduler. For actors that
/// do not block; if one does, its worker's other work goes on elsewhere, at once where the waiting
/// says so (`scala.concurrent.Await`, `scala.concurrent.blocking`, a `CompletableFuture`), and
/// otherwise after some milliseconds.
///
/// ```
/// my-dispatcher {
///   type = Dispatcher
///   executor = "io.smolscale.pekko.WorkerExecutor"
///   smolscale-executor { scheduler = own, parallelism = 4 }   # or leave it away: global
/// }
/// ```
///
/// Its settings are in the section `smolscale-executor` of the dispatcher; `reference.conf` lists
/// them. Pekko makes this object by its name; nobody else has to.
public final class WorkerExecutor extends ExecutorServiceConfigurator {
  private final Config config;
  private final DispatcherPrerequisites prerequisites;

  /// What Pekko calls. Nothing is checked or started yet.
  ///
  /// @param config of the dispatcher
  /// @param prerequisites of its actor system
  public WorkerExecutor(Config config, DispatcherPrerequisites prerequisites) {
    super(
        Objects.requireNonNull(config, "config"),
        Objects.requireNonNull(prerequisites, "prerequisites"));
    this.config = config;
    this.prerequisites = prerequisites;
  }

  /// Reads the settings, and returns what makes the executor with the first actor, and again when
  /// the dispatcher is used again after it was idle.
  ///
  /// @param id of the dispatcher, its path in the configuration
  /// @param threadFactory of the actor system, of which the executor takes over what it can: the
  ///   name, the context class loader and the handler of exceptions
  /// @throws com.typesafe.config.ConfigException.BadValue when a setting makes no sense, with its
  ///   place, its value and what it should be
  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(
      String id, ThreadFactory threadFactory) {
    Surroundings surroundings = Surroundings.of(id, threadFactory, prerequisites);
    ExecutorSettings settings = ExecutorSettings.of(id, config);
    return () -> new DispatcherExecutor(surroundings, settings, false);
  }
}
