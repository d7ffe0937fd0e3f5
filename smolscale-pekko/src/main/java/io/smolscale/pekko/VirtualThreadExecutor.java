package io.smolscale.pekko;

import com.typesafe.config.Config;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/// Runs the actors of a dispatcher on virtual threads of a scheduler: a new one each time that an
/// actor is scheduled, for up to `throughput` messages. For actors that block: a million of them
/// may wait at once.
///
/// These are virtual threads of smolscale, with the option file or without. (Pekko's own
/// `virtualize = on` makes carriers of its own, and its `virtual-thread-executor` takes the JDK's
/// scheduler.)
///
/// ```
/// my-blocking-dispatcher {
///   type = Dispatcher
///   executor = "io.smolscale.pekko.VirtualThreadExecutor"
///   throughput = 1
/// }
/// ```
///
/// `smolscale.pekko.blocking-dispatcher` is one that is configured so. Its settings are those of
/// [WorkerExecutor]. Pekko makes this object by its name; nobody else has to.
public final class VirtualThreadExecutor extends ExecutorServiceConfigurator {
  private final Config config;
  private final DispatcherPrerequisites prerequisites;

  /// What Pekko calls. Nothing is checked or started yet.
  ///
  /// @param config of the dispatcher
  /// @param prerequisites of its actor system
  public VirtualThreadExecutor(Config config, DispatcherPrerequisites prerequisites) {
    super(
        Objects.requireNonNull(config, "config"),
        Objects.requireNonNull(prerequisites, "prerequisites"));
    this.config = config;
    this.prerequisites = prerequisites;
  }

  /// Returns true: Pekko does not gather tasks in a thread local then, which would be of no use in
  /// a thread that is new each time.
  @Override
  public boolean isVirtualized() {
    return true;
  }

  /// Reads the settings, and returns what makes the executor with the first actor, and again when
  /// the dispatcher is used again after it was idle.
  ///
  /// @param id of the dispatcher, its path in the configuration
  /// @param threadFactory of the actor system, of which the executor takes over what it can: the
  ///   name, the context class loader and the handler of exceptions
  /// @throws com.typesafe.config.ConfigException.BadValue when a setting makes no sense, with its
  ///   place, its value and what it should be
  /// @throws UnsupportedOperationException when the JDK does not let us schedule virtual threads,
  ///   with the option that opens it
  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(
      String id, ThreadFactory threadFactory) {
    Surroundings surroundings = Surroundings.of(id, threadFactory, prerequisites);
    ExecutorSettings settings = ExecutorSettings.of(id, config);
    DispatcherExecutor.requireVirtualThreads(id);
    return () -> new DispatcherExecutor(surroundings, settings, true);
  }
}
