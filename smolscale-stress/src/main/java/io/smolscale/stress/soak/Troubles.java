package io.smolscale.stress.soak;

import io.smolscale.stress.soak.Entry.Body;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// Tasks that fail, or are stopped.
final class Troubles {
  private static final long MOST_NANOS = 2_000_000;

  private Troubles() {}

  static void failure(Stage on, RandomGenerator random) {
    List<Throwable> failures =
        List.of(
            new IllegalStateException(Entry.DELIBERATE),
            new AssertionError(Entry.DELIBERATE),
            new OutOfMemoryError(Entry.DELIBERATE),
            new StackOverflowError(Entry.DELIBERATE));
    Throwable failure = failures.get(random.nextInt(failures.size()));
    Body body =
        () -> {
          on.willThrow();
          switch (failure) {
            case Error error -> throw error;
            case Exception exception -> throw exception;
            default -> throw new AssertionError(failure);
          }
        };
    if (random.nextBoolean()) {
      on.plain("failure", body);
    } else {
      on.virtual("failure", body);
    }
  }

  /// A thread that would sleep for hours.
  static void interrupt(Stage on, RandomGenerator random) {
    long nanos = random.nextLong(MOST_NANOS);
    Thread thread = on.virtual("interrupted", () -> TimeUnit.HOURS.sleep(1));
    LockSupport.parkNanos(nanos);
    if (thread != null) {
      thread.interrupt();
    }
  }

  static void cancel(Stage on, RandomGenerator random) {
    long nanos = random.nextLong(MOST_NANOS);
    on.spawnAndCancel(
        "cancelled", () -> TimeUnit.HOURS.sleep(1), () -> LockSupport.parkNanos(nanos));
  }

  static void cancelPlain(Stage on, RandomGenerator random) {
    boolean interrupt = random.nextBoolean();
    long nanos = random.nextLong(MOST_NANOS);
    Promise promise = on.promise("cancelled plain", () -> TimeUnit.NANOSECONDS.sleep(nanos));
    LockSupport.parkNanos(nanos / 2);
    promise.cancel(interrupt);
  }
}
