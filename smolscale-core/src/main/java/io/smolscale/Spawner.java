package io.smolscale;

import io.smolscale.internal.profile.Sites;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// What the toolkit asks of a scheduler beyond its public methods.
interface Spawner {
  /// That side of a scheduler.
  static Spawner of(Scheduler scheduler) {
    return switch (scheduler) {
      case BalancedScheduler balanced -> balanced;
      case JdkScheduler jdk -> jdk;
    };
  }

  /// A task that has not been started.
  ///
  /// @param name of its thread, or null for none
  /// @throws java.util.concurrent.RejectedExecutionException after the scheduler's shutdown
  <T extends @Nullable Object> Task<T> unstarted(@Nullable String name, Callable<? extends T> body);

  /// Its immortals.
  Immortals immortals();

  /// Keeps the profile of what is submitted and spawned from now on in this table; none if it is
  /// null.
  void keepProfile(@Nullable Sites sites);
}
