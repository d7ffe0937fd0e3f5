package io.smolscale.apps;

import io.smolscale.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Starts virtual threads, nearly all of which end after they have waited once, and prints how many
/// the profile takes for alive when that does not change any more.
public final class CountsThreads {
  private static final int THREADS = 2_000;
  private static final int STAY = 9;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private CountsThreads() {}

  /// Runs it.
  public static void main(String[] args) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      boolean stays = i < STAY;
      threads.add(Thread.startVirtualThread(() -> live(stays)));
    }
    for (Thread thread : threads.subList(STAY, THREADS)) {
      thread.join();
    }
    long end = System.nanoTime() + LIMIT_NANOS;
    while (alive() > STAY && System.nanoTime() - end < 0) {
      Thread.sleep(10); // the last ones are counted when their workers have come back from them
    }
    System.out.println("alive: " + alive());
  }

  private static void live(boolean stays) {
    LockSupport.parkNanos(1_000_000);
    while (stays) {
      LockSupport.park();
    }
  }

  private static long alive() {
    return Profile.take().rows().stream().mapToLong(Profile.Row::alive).sum();
  }
}
