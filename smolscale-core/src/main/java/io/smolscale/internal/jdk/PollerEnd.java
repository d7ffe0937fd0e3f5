package io.smolscale.internal.jdk;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import sun.nio.ch.SmolscalePolls;

/// The end of the threads of the JDK's pollers, whose sockets a [PollSet] has taken over.
final class PollerEnd {
  private static final long NANOS_BETWEEN_LOOKS = 100_000;
  private static final long SECONDS_TO_END = 10; // it takes a fraction of a millisecond

  private final CountDownLatch ended;

  /// Waits for the threads of so many pollers.
  PollerEnd(int pollers) {
    ended = new CountDownLatch(pollers);
  }

  /// Returns what the thread of a poller runs at its end. It may have taken events that it has not
  /// passed on: those whose threads are still registered are made known once more.
  Consumer<Registrations> of(Object poller) {
    return new Last(poller, ended);
  }

  private record Last(Object poller, CountDownLatch ended) implements Consumer<Registrations> {
    @Override
    public void accept(Registrations left) {
      try {
        if (!left.isEmpty()) {
          left.forEachDescriptor(descriptor -> arm(poller, descriptor));
        }
      } finally {
        ended.countDown();
      }
    }
  }

  private static void arm(Object poller, int descriptor) {
    try {
      SmolscalePolls.arm(poller, descriptor);
    } catch (IOException _) {
      // it has been closed, and nobody waits any more
    }
  }

  /// Waits until all have ended. If they take longer than the limit, they wait for sockets beside
  /// the set until they end. Keeps an interrupt for afterwards.
  void await() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_END);
    boolean interrupted = false;
    while (ended.getCount() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(ended, NANOS_BETWEEN_LOOKS);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
