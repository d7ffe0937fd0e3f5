package io.smolscale.bench.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Very many threads start, each waits once with a time limit for something of its own, and all
/// end: because the time is up, or because what they wait for has come.
///
/// What it does not show: how late a wait ends (`sleepers` does).
final class TimedWaits implements Workload {
  private static final int THREADS = 100_000;
  private static final Duration UP = Duration.ofMillis(500);
  private static final Duration NEVER_UP = Duration.ofMinutes(10);

  private final Kind kind;
  private final boolean expires;

  /// What a thread waits in.
  enum Kind {
    MONITOR("Object.wait"),
    PARK("LockSupport.parkNanos"),
    CONDITION("Condition.await, each with a lock of its own"),
    QUEUE("LinkedBlockingQueue.poll"),
    FUTURE("CompletableFuture.get");

    private final String what;

    Kind(String what) {
      this.what = what;
    }
  }

  TimedWaits(Kind kind, boolean expires) {
    this.kind = kind;
    this.expires = expires;
  }

  static List<Workload> all() {
    final List<Workload> all = new ArrayList<>();
    for (final Kind kind : Kind.values()) {
      all.add(new TimedWaits(kind, true));
      all.add(new TimedWaits(kind, false));
    }
    return all;
  }

  @Override
  public String name() {
    return "timed-" + kind.name().toLowerCase(Locale.ROOT) + (expires ? "" : "-cancelled");
  }

  @Override
  public String description() {
    return "%,d virtual threads start, and each waits in %s with a time limit, %s; until all have ended."
        .formatted(
            THREADS,
            kind.what,
            expires
                ? "which is up after " + UP.toMillis() + " ms"
                : "until all wait, and are woken one after the other from outside");
  }

  @Override
  public String operation() {
    return "one thread that starts, waits and ends";
  }

  @Override
  public Driver driver() {
    return Driver.OUTSIDE;
  }

  @Override
  public List<String> jvmArgs() {
    return List.of("-Xms2g", "-Xmx2g");
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    for (long i = 0; i < iterations; i++) {
      waitOnce();
    }
    return new Outcome.Completed((double) iterations * THREADS);
  }

  private void waitOnce() throws InterruptedException {
    final CountDownLatch arrived = new CountDownLatch(THREADS);
    final List<Thread> threads = new ArrayList<>(THREADS);
    final List<Place> places = new ArrayList<>(THREADS);
    for (int i = 0; i < THREADS; i++) {
      final Place place = place();
      places.add(place);
      threads.add(
          Threads.start(() -> {
            arrived.countDown();
            place.await((expires ? UP : NEVER_UP).toNanos());
          }));
    }
    if (!expires) {
      arrived.await();
      for (int i = 0; i < THREADS; i++) {
        places.get(i).wake(threads.get(i));
      }
    }
    Threads.joinAll(threads);
  }

  private Place place() {
    return switch (kind) {
      case MONITOR -> new Monitor();
      case PARK -> new Parking();
      case CONDITION -> new OnCondition();
      case QUEUE -> new Queue();
      case FUTURE -> new Future();
    };
  }

  /// What one thread waits for. It may have come before the wait begins.
  private interface Place {
    void await(long nanos) throws InterruptedException;

    void wake(Thread thread);
  }

  private static final class Monitor implements Place {
    private boolean woken;

    @Override
    @SuppressWarnings("WaitNotInLoop") // once is what is measured
    public synchronized void await(long nanos) throws InterruptedException {
      if (!woken) {
        wait(TimeUnit.NANOSECONDS.toMillis(nanos));
      }
    }

    @Override
    public synchronized void wake(Thread thread) {
      woken = true;
      notifyAll();
    }
  }

  private static final class Parking implements Place {
    @Override
    public void await(long nanos) {
      LockSupport.parkNanos(nanos);
    }

    @Override
    public void wake(Thread thread) {
      LockSupport.unpark(thread);
    }
  }

  private static final class OnCondition implements Place {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition come = lock.newCondition();
    private boolean woken;

    @Override
    @SuppressWarnings("WaitNotInLoop") // once is what is measured
    public void await(long nanos) throws InterruptedException {
      lock.lock();
      try {
        if (!woken) {
          final boolean _ = come.await(nanos, TimeUnit.NANOSECONDS);
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void wake(Thread thread) {
      lock.lock();
      try {
        woken = true;
        come.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  private static final class Queue implements Place {
    private final LinkedBlockingQueue<Thread> queue = new LinkedBlockingQueue<>();

    @Override
    public void await(long nanos) throws InterruptedException {
      final Thread _ = queue.poll(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void wake(Thread thread) {
      queue.add(thread);
    }
  }

  private static final class Future implements Place {
    private final CompletableFuture<Thread> future = new CompletableFuture<>();

    @Override
    public void await(long nanos) throws InterruptedException {
      try {
        final Thread _ = future.get(nanos, TimeUnit.NANOSECONDS);
      } catch (TimeoutException _) {
        // the time is up
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void wake(Thread thread) {
      future.complete(thread);
    }
  }
}
