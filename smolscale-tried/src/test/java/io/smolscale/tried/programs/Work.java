package io.smolscale.tried.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/// The virtual threads of a program: those that do its work, and those that make up the load beside
/// it. It knows on which carriers they were seen, and prints that when it is closed.
final class Work implements AutoCloseable {
  private static final long PAUSE_MILLIS = 50;
  private static final long COMPUTES_NANOS = 1_000_000;
  private static final int COMPUTERS = 2;

  private final Load load;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<String> carriers = new ConcurrentSkipListSet<>();
  private final AtomicReference<String> wrong = new AtomicReference<>("");

  private Work(Load load) {
    this.load = load;
  }

  /// Begins it with the load that the first argument of a program names.
  static Work begin(String... args) {
    Work work = new Work(Load.valueOf(args[0]));
    for (int p = 0; p < work.load.pairs(); p++) {
      work.talk();
    }
    for (int c = 0; c < COMPUTERS && work.load.pairs() > 0; c++) {
      work.beside.execute(work::compute);
    }
    return work;
  }

  /// How many threads a call of `all` has.
  int size() {
    return load.threads();
  }

  /// What frameworks that want an executor get.
  ExecutorService threads() {
    return threads;
  }

  /// Runs the body on so many virtual threads as the load says; throws what one of them threw.
  void all(Body body) throws Exception {
    all(load.threads(), body);
  }

  /// The same on another number of threads.
  void all(int count, Body body) throws Exception {
    List<Future<?>> ends = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      int number = t;
      ends.add(
          threads.submit(() -> {
            body.run(number);
            seen();
            return number;
          }));
    }
    for (Future<?> end : ends) {
      end.get();
    }
  }

  /// Remembers on which kind of thread the virtual thread that calls this runs.
  void seen() {
    seen(Thread.currentThread().toString());
  }

  /// The same with the text of a thread.
  void seen(String thread) {
    carriers.add(
        thread.startsWith("VirtualThread[")
            ? thread.substring(thread.lastIndexOf('@') + 1).replaceAll("\\d+", "N")
            : thread);
  }

  /// A check that a program makes itself.
  static void check(boolean right, String what) {
    if (!right) {
      throw new IllegalStateException(what);
    }
  }

  @Override
  public void close() {
    beside.shutdownNow();
    beside.close();
    threads.close();
    check(wrong.get().isEmpty(), wrong.get());
    System.out.println("carriers: " + String.join(", ", carriers));
  }

  /// Two threads that send each other growing numbers, with pauses.
  private void talk() {
    BlockingQueue<Long> there = new ArrayBlockingQueue<>(1);
    BlockingQueue<Long> back = new ArrayBlockingQueue<>(1);
    beside.execute(() -> untilInterrupted(() -> back.put(there.take() + 1)));
    beside.execute(() ->
        untilInterrupted(
            new Step() {
              private long next;

              @Override
              public void run() throws InterruptedException {
                there.put(next);
                long answer = back.take();
                if (answer != next + 1) {
                  wrong.set("an answer of " + answer + " to " + next);
                }
                next = answer;
                Thread.sleep(PAUSE_MILLIS);
              }
            }));
  }

  private void compute() {
    untilInterrupted(() -> {
      long end = System.nanoTime() + COMPUTES_NANOS;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      Thread.sleep(COMPUTERS);
    });
  }

  private static void untilInterrupted(Step step) {
    try {
      while (true) {
        step.run();
      }
    } catch (InterruptedException e) {
      // the end
    }
  }

  /// What each of many threads does.
  @FunctionalInterface
  interface Body {
    void run(int number) throws Exception;
  }

  /// What a thread of the load does again and again.
  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }
}
