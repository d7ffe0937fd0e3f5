package io.smolscale.bench.task;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Reactor's `Schedulers.parallel()`: a single-threaded executor for each core.
///
/// Tasks go to them in turn; whoever receives messages stays with one of them, as an operator does
/// that publishes on this scheduler.
final class ReactorPool implements Pool {
  private final Scheduler scheduler = Schedulers.parallel();

  @Override
  public Executor executor() {
    return scheduler::schedule;
  }

  @Override
  public Mailbox mailbox(Consumer<Runnable> behaviour) {
    final Scheduler.Worker worker = scheduler.createWorker();
    return new Actor(worker::schedule, behaviour);
  }
}
