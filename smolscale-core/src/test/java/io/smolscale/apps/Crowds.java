package io.smolscale.apps;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Many virtual threads at one monitor: they wait to enter it, and then in `Object.wait`. Prints
/// how many threads of the scheduler's that takes, and whether another virtual thread still runs.
public final class Crowds {
  private static final int THREADS = 400;
  private static final Object MONITOR = new Object();

  private static boolean released; // guarded by MONITOR

  private Crowds() {}

  /// Runs it.
  public static void main(String[] args) throws InterruptedException {
    contend();
    waitInIt();
  }

  private static void contend() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    AtomicInteger entered = new AtomicInteger();
    synchronized (MONITOR) {
      for (int i = 0; i < THREADS; i++) {
        threads.add(Thread.startVirtualThread(() -> enter(entered)));
      }
      await(threads, Thread.State.BLOCKED);
      System.out.println("carriers: " + carriers());
      another();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("entered: " + entered);
  }

  private static void enter(AtomicInteger entered) {
    synchronized (MONITOR) {
      entered.incrementAndGet();
    }
  }

  private static void waitInIt() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    AtomicInteger notified = new AtomicInteger();
    for (int i = 0; i < THREADS; i++) {
      threads.add(Thread.startVirtualThread(() -> waitFor(notified)));
    }
    await(threads, Thread.State.WAITING);
    System.out.println("carriers: " + carriers());
    another();
    synchronized (MONITOR) {
      released = true;
      MONITOR.notifyAll();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("notified: " + notified);
  }

  private static void waitFor(AtomicInteger notified) {
    synchronized (MONITOR) {
      try {
        while (!released) {
          MONITOR.wait();
        }
        notified.incrementAndGet();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void await(List<Thread> threads, Thread.State state) throws InterruptedException {
    for (Thread thread : threads) {
      while (thread.getState() != state) {
        Thread.sleep(1);
      }
    }
  }

  private static long carriers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("smolscale-(worker|spare).*"))
        .count();
  }

  private static void another() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    Thread.startVirtualThread(ran::countDown);
    ran.await();
    System.out.println("another: runs");
  }
}
