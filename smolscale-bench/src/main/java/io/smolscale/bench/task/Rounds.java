package io.smolscale.bench.task;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Drives a circuit round after round.
public final class Rounds {
  /// After so long without a round, there will be none.
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private Rounds() {}

  /// From inside: a task starts a round, and another one the next when it is over.
  ///
  /// @return false if it came to a stop
  public static boolean inside(Circuit circuit, Executor executor, long rounds)
      throws InterruptedException {
    final InsideDriver driver = new InsideDriver(circuit, executor, rounds);
    executor.execute(driver);
    return driver.await();
  }

  /// From outside: this thread starts a round and sleeps until it is over.
  ///
  /// @return false if it came to a stop
  public static boolean outside(Circuit circuit, long rounds) throws InterruptedException {
    final Semaphore over = new Semaphore(0);
    final Runnable home = over::release;
    for (long i = 0; i < rounds; i++) {
      circuit.start(home);
      if (!over.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  private static final class InsideDriver implements Runnable {
    private final Circuit circuit;
    private final Runnable home;
    private final CountDownLatch done = new CountDownLatch(1);

    // Written by one run after the other, each of which happens before the next; read by whoever
    // waits, to see whether it moves.
    private volatile long left;

    private InsideDriver(Circuit circuit, Executor executor, long rounds) {
      this.circuit = circuit;
      this.left = rounds;
      this.home = () -> executor.execute(this);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
    public void run() {
      if (left > 0) {
        left--;
        circuit.start(home);
      } else {
        done.countDown();
      }
    }

    private boolean await() throws InterruptedException {
      long seen = -1;
      while (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        if (left == seen) {
          return false;
        }
        seen = left;
      }
      return true;
    }
  }
}
