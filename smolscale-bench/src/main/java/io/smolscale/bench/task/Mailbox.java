package io.smolscale.bench.task;

/// Somebody who waits for messages, and is a task while there is one: an actor.
@FunctionalInterface
public interface Mailbox {
  /// Leaves a message. A message is what its receiver is to call when its own work is done.
  void tell(Runnable message);
}
