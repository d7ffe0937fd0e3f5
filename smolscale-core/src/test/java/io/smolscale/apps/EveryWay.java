package io.smolscale.apps;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/// Starts a virtual thread in every way that the JDK has, and prints where each of them runs.
public final class EveryWay {
  /// Starts before main does.
  private static final FutureTask<String> FROM_INITIALISER = report("static initialiser");

  static {
    Thread.startVirtualThread(FROM_INITIALISER);
  }

  private EveryWay() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    System.out.println(FROM_INITIALISER.get());

    FutureTask<String> builder = report("Thread.ofVirtual().start");
    Thread.ofVirtual().name("named").start(builder);
    System.out.println(builder.get());

    FutureTask<String> unstarted = report("Thread.ofVirtual().unstarted");
    Thread.ofVirtual().unstarted(unstarted).start();
    System.out.println(unstarted.get());

    FutureTask<String> factory = report("Thread.ofVirtual().factory");
    Thread.ofVirtual().factory().newThread(factory).start();
    System.out.println(factory.get());

    FutureTask<String> brief = report("Thread.startVirtualThread");
    Thread.startVirtualThread(brief);
    System.out.println(brief.get());

    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      System.out.println(executor.submit(() -> where("newVirtualThreadPerTaskExecutor")).get());
    }
    try (ExecutorService executor =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      System.out.println(executor.submit(() -> where("newThreadPerTaskExecutor")).get());
    }
  }

  private static FutureTask<String> report(String way) {
    return new FutureTask<>(() -> where(way));
  }

  /// After a yield and a sleep, which bring it back to a worker.
  @SuppressWarnings("ThreadPriorityCheck") // to come back to a worker
  private static String where(String way) throws InterruptedException {
    Thread.yield();
    Thread.sleep(1);
    return way + ": " + Thread.currentThread();
  }
}
