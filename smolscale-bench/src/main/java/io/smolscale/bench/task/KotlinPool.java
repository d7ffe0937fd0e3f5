package io.smolscale.bench.task;

import java.util.concurrent.Executor;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;

/// Kotlin's `Dispatchers.Default`, which has a thread for each core.
final class KotlinPool {
  private KotlinPool() {}

  static Pool dispatcher() {
    final Executor dispatcher = ExecutorsKt.asExecutor(Dispatchers.getDefault());
    return () -> dispatcher;
  }
}
