package io.smolscale.bench.task;

import io.smolscale.Smolscale;
import java.util.concurrent.Executor;

/// The global scheduler of smolscale, as an executor of plain tasks.
///
/// In a class of its own, because only the JVMs that test it have smolscale on their class path.
final class SmolscalePool {
  private SmolscalePool() {}

  static Pool global() {
    final Executor scheduler = Smolscale.scheduler();
    return () -> scheduler;
  }
}
