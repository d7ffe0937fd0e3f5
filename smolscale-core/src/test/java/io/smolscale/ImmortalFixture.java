package io.smolscale;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;

/// A scheduler of one kind, and immortals on it.
abstract class ImmortalFixture {
  static final RespawnPolicy AT_ONCE = RespawnPolicy.immediate();
  static final RespawnPolicy NEXT_HOUR = RespawnPolicy.fixedDelay(Duration.ofHours(1));

  final Queue<Immortal.Run> ended = new ConcurrentLinkedQueue<>();
  final Scheduler scheduler;

  ImmortalFixture(SchedulerKind kind) {
    scheduler = kind.make();
  }

  @AfterEach
  void close() {
    scheduler.close();
  }

  final Immortal.Builder immortal() {
    return Immortal.builder().on(scheduler).listener(ended::add);
  }
}
