package io.smolscale.bench.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Virtual threads that are in the way until they are told to leave.
final class Crowd {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch standing;

  /// Starts so many of them.
  Crowd(Obstacle obstacle, int size) {
    standing = new CountDownLatch(size);
    for (int i = 0; i < size; i++) {
      threads.add(
          Threads.start(() -> {
            standing.countDown();
            try {
              obstacle.hold(over::get);
            } catch (RuntimeException | Error e) {
              failure.set(e);
            }
          }));
    }
  }

  /// Whether all of them have come to run, after a while at most.
  boolean standing() throws InterruptedException {
    return standing.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Tells them to leave, and waits until they have. One that failed was in nobody's way, so there
  /// is nothing to measure.
  void leave() throws InterruptedException {
    over.set(true);
    Threads.joinAll(threads);
    final Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("an obstacle failed", failed);
    }
  }
}
