package io.smolscale.bench.task;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The plainest mailbox that works on any executor: one task for each message, one at a time.
final class Actor implements Mailbox, Runnable {
  private final Executor executor;
  private final Consumer<Runnable> behaviour;
  private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  Actor(Executor executor, Consumer<Runnable> behaviour) {
    this.executor = executor;
    this.behaviour = behaviour;
  }

  @Override
  public void tell(Runnable message) {
    messages.add(message);
    scheduleIfNeeded();
  }

  @Override
  public void run() {
    final Runnable message = messages.poll();
    if (message != null) {
      behaviour.accept(message);
    }
    scheduled.set(false);
    scheduleIfNeeded();
  }

  // Whoever adds a message looks at the flag afterwards, and whoever clears the flag looks at the
  // messages afterwards: one of the two sees the other.
  private void scheduleIfNeeded() {
    if (!messages.isEmpty() && scheduled.compareAndSet(false, true)) {
      executor.execute(this);
    }
  }
}
