package io.smolscale.internal.worker;

import io.smolscale.internal.balance.Balancer;
import io.smolscale.internal.balance.Price;
import io.smolscale.internal.dispatch.Shared;
import org.jspecify.annotations.Nullable;

/// What the workers of one crew share: the queues, the sleepers, and how things stand. It is handed
/// to each of them, and knows none of them.
final class Commons {
  final Parts parts;
  final Price price = new Price();
  final Polling polling = new Polling(price);
  final Sleepers sleepers = new Sleepers(polling);
  final Parallelism parallelism;
  final Shared shared;
  final Account account;
  final Balancer balancer = new Balancer();
  final Phase phase = new Phase();
  final @Nullable Turn turn; // where one worker runs at a time; null in other crews

  Commons(Parts parts) {
    this.parts = parts;
    parallelism =
        new Parallelism(
            parts.homes(),
            parts.size().follows(),
            parts.size().limited() ? parts.maxWorkers() : Integer.MAX_VALUE,
            parts.size().processors());
    shared = new Shared(price, sleepers, parts.homes(), System.nanoTime());
    shared.counts.belongTo(parts.name());
    account = new Account(shared.counts);
    turn = parts.isSingle() ? new Turn() : null;
  }
}
