package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.Sockets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How a crew comes to wait for the sockets of virtual threads: at once, a moment later on another
/// thread, or when a later attempt succeeds. Until then the JDK's pollers serve, and no worker
/// waits for it.
final class PollStart {
  private static final long MILLIS_FOR_SOCKETS = 2_000; // a tenth of them has always been enough
  private static final long NANOS_BETWEEN_TRIES = 1_000_000_000;

  private final Commons commons;
  private volatile @Nullable CountDownLatch coming; // opens when it is decided about sockets
  private volatile @Nullable Runnable later; // may bring the sockets
  private long triedAt = System.nanoTime(); // the balancer's

  PollStart(Commons commons) {
    this.commons = commons;
  }

  /// Notes that sockets may come soon: [#await] gives them a moment.
  void expect() {
    coming = new CountDownLatch(1);
  }

  /// Notes that the sockets that were expected have come, or do not come.
  void expectNoMore() {
    CountDownLatch expected = coming;
    if (expected != null) {
      expected.countDown();
    }
  }

  /// Waits until the sockets that are expected have come, for a moment at most: nothing breaks
  /// without them.
  void await() {
    CountDownLatch expected = coming;
    if (expected != null) {
      try {
        boolean _ = expected.await(MILLIS_FOR_SOCKETS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Has the workers wait for the sockets, for good.
  void begin(Sockets sockets) {
    commons.polling.begin(sockets);
    if (sockets.anyWaiting()) {
      registered(); // before it could be heard
    }
  }

  /// Sees to a socket that a virtual thread, on whatever scheduler, has registered. Any thread;
  /// does not block.
  void registered() {
    if (commons.sleepers.awake() > 0 || !commons.polling.isOn()) {
      return;
    }
    if (!commons.sleepers.socketRegistered()) {
      commons.balancer.poke(); // no thread could be started: it tries again
    }
  }

  /// Takes what may bring the sockets later: it is run now and then while a worker is awake, until
  /// there are sockets. It must not throw.
  void later(Runnable attempt) {
    later = attempt;
  }

  /// Runs what may bring the sockets, unless it has been run lately. The balancer only.
  void tryLater(long now) {
    Runnable attempt = later;
    if (attempt != null && now - triedAt > NANOS_BETWEEN_TRIES) {
      later = null; // it comes back if it fails
      attempt.run();
      triedAt = System.nanoTime();
    }
  }
}
