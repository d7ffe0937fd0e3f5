package io.smolscale.apps;

import io.smolscale.Scheduler;
import io.smolscale.SchedulerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Recurses to the end of its stack, and calls something of a scheduler at each of the last frames:
/// whatever that call throws, all that was accepted must run, and everybody else must go on.
///
/// Arguments: how often, where (`outside`, `thread`, `task`), and `wakes` if it wakes others there,
/// too. Prints what was lost, then "over".
///
/// A program of its own, because a class of the JDK whose initialiser met the end of the stack
/// stays unusable for the rest of the JVM's life.
public final class EndsItsStack {
  private static final int LAST_FRAMES = 60;
  private static final int PARKED = 8;
  private static final int OTHERS = 100;
  private static final int MOST_DETOURS = 300; // so that the stack ends at many distances
  private static final int DEEPEST = 10_000_000; // frames: no stack has as many
  private static final long SMALL_STACK = 256 * 1024;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Scheduler scheduler =
      Scheduler.create(SchedulerConfig.DEFAULT.withParallelism(2).withMaxThreads(20));
  private final ThreadFactory threads = scheduler.virtualThreads();
  private final List<Part> accepted = new ArrayList<>(4 * LAST_FRAMES);
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Thread> parked = new ArrayList<>();
  private final boolean[] doubtful = new boolean[PARKED];
  private volatile boolean stop;

  private final boolean wakes;

  private EndsItsStack(boolean wakes) {
    this.wakes = wakes;
  }

  /// Runs it.
  public static void main(String[] arguments) throws Exception {
    Class.forName("java.util.concurrent.ConcurrentHashMap$TreeBin"); // the JDK's list of threads
    int rounds = Integer.parseInt(arguments[0]);
    Random random = new Random();
    for (int i = 0; i < rounds; i++) {
      new EndsItsStack(arguments.length > 2).round(arguments[1], random.nextInt(MOST_DETOURS));
    }
    System.out.println("over");
    System.exit(0); // what was lost may keep a scheduler from closing
  }

  private void round(String where, int detours) throws InterruptedException {
    for (int i = 0; i < PARKED; i++) {
      Thread thread = threads.newThread(this::park);
      parked.add(thread);
      thread.start();
    }
    CountDownLatch over = new CountDownLatch(1);
    Runnable body =
        () -> {
          try {
            descend(0, detours);
          } finally {
            over.countDown();
          }
        };
    switch (where) {
      case "outside" -> new Thread(null, body, "deep", SMALL_STACK).start();
      case "thread" -> threads.newThread(body).start();
      case "task" -> scheduler.execute(body);
      default -> throw new IllegalArgumentException(where);
    }
    over.await();
    CountDownLatch others = new CountDownLatch(2 * OTHERS);
    for (int i = 0; i < OTHERS; i++) {
      scheduler.execute(others::countDown);
      scheduler.spawn(() -> {
        Thread.sleep(1);
        others.countDown();
        return null;
      });
    }
    others.await();
    stop = true;
    parked.forEach(LockSupport::unpark);
    await("a task was lost", () -> accepted.stream().allMatch(part -> part.ran));
    await("a thread did not go on", this::othersHaveEnded);
    await("somebody stays awake", () -> scheduler.stats().awake() == 0);
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(String otherwise, Condition condition) throws InterruptedException {
    long since = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - since > LIMIT_NANOS) {
        System.out.println(otherwise);
        return;
      }
      Thread.sleep(1);
    }
  }

  private void park() {
    while (!stop) {
      LockSupport.park();
    }
  }

  /// Where an unpark throws, it may be that the JDK has noted that its thread goes on, and has not
  /// come to us to say so: then that thread is lost, as it is on the JDK's own scheduler (in ten
  /// tries like these, which lost 132 of 600 there).
  private boolean othersHaveEnded() {
    for (int i = 0; i < PARKED; i++) {
      if (!doubtful[i] && parked.get(i).isAlive()) {
        return false;
      }
    }
    return true;
  }

  /// Goes down until there is no more stack, and acts at the last frames on the way back.
  ///
  /// @return how many frames below have acted
  private int descend(int depth, int detours) {
    int below = 0;
    try {
      if (depth < DEEPEST) {
        below =
            detours > 0 && depth % 7 == 0
                ? detour(depth + 1, detours - 1, 1, 2, 3)
                : descend(depth + 1, detours);
      }
    } catch (StackOverflowError _) {
      // here it is
    }
    if (below < LAST_FRAMES) {
      act(below);
    }
    return below + 1;
  }

  @SuppressWarnings("unused") // a frame of another size
  private int detour(int depth, int detours, long a, long b, long c) {
    return descend(depth, detours);
  }

  private void act(int which) {
    try {
      Part part = new Part();
      scheduler.execute(part);
      accepted.add(part);
    } catch (StackOverflowError _) {
      // refused
    }
    try {
      Part part = new Part();
      threads.newThread(part).start();
      accepted.add(part);
    } catch (StackOverflowError _) {
      // refused
    }
    if (wakes) {
      wake(which);
    }
  }

  private void wake(int which) {
    try {
      lock.lock();
      try {
        int _ = accepted.size();
      } finally {
        lock.unlock();
      }
    } catch (StackOverflowError | IllegalMonitorStateException _) {
      // the JDK's own affair
    }
    try {
      LockSupport.unpark(parked.get(which % PARKED));
    } catch (StackOverflowError _) {
      doubtful[which % PARKED] = true;
    }
  }

  private static final class Part implements Runnable {
    private volatile boolean ran;

    @Override
    public void run() {
      ran = true;
    }
  }
}
