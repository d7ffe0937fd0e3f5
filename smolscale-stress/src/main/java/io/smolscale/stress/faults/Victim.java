package io.smolscale.stress.faults;

import io.smolscale.Immortal;
import io.smolscale.Nursery;
import io.smolscale.RespawnPolicy;
import io.smolscale.Scheduler;
import io.smolscale.SchedulerConfig;
import io.smolscale.Smolscale;
import io.smolscale.Task;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Work of every kind on two schedulers, the global one and one that is closed, while the [Hook]
/// throws. Exits with 0 if nothing was lost.
final class Victim {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(240);
  private static final int STORMS = 3;
  private static final int LOST = 1;

  private final Scheduler own =
      Scheduler.create(
          SchedulerConfig.DEFAULT.withName("own").withParallelism(2).withMaxThreads(4));
  private final Scheduler global = Smolscale.scheduler();
  private final ReentrantLock lock = new ReentrantLock();

  private Victim() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    Thread.ofPlatform().daemon().name("limit").start(Victim::limit);
    Victim victim = new Victim();
    victim.storm();
    check("warm-up");
    Hook.arm();
    for (int i = 0; i < STORMS; i++) {
      victim.storm();
      victim.await();
    }
    check("storm");
    victim.thousand();
    check("thousand");
    victim.close();
    check("end");
    Hook.disarm();
    Hook.printVisits();
    System.out.println("all is well: " + Hook.thrown());
    System.exit(0);
  }

  private static void check(String when) {
    if (!Unit.FAILURES.isEmpty() || !Unit.OPEN.isEmpty()) {
      fail(when);
    }
  }

  private static void fail(String when) {
    System.out.println("LOST in " + when + ": " + Unit.OPEN + ", " + Unit.FAILURES);
    Error thrown = Hook.thrown();
    if (thrown != null) {
      System.out.println("thrown: " + thrown);
      for (StackTraceElement frame : thrown.getStackTrace()) {
        System.out.println("    at " + frame);
      }
    }
    System.out.print(Smolscale.scheduler().stats().describe());
    for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
      System.out.println(thread.getKey() + " " + thread.getKey().getState());
      for (StackTraceElement frame : thread.getValue()) {
        System.out.println("    at " + frame);
      }
    }
    Runtime.getRuntime().halt(LOST);
  }

  private static void limit() {
    try {
      TimeUnit.NANOSECONDS.sleep(LIMIT_NANOS);
    } catch (InterruptedException _) {
      // nobody does
    }
    fail("time");
  }

  private void await() throws InterruptedException {
    long end = System.nanoTime() + LIMIT_NANOS / 2;
    while (!Unit.OPEN.isEmpty() && System.nanoTime() - end < 0) {
      Thread.sleep(1);
    }
    if (!Unit.OPEN.isEmpty()) {
      System.out.println(own.stats().describe());
      fail("storm, at its end");
    }
  }

  // ---- the storm

  private static ThreadFactory threadsOf(Scheduler scheduler) {
    return again(scheduler::virtualThreads);
  }

  /// What a call throws goes to its caller, who may call again: here once, for there is one error.
  private static <T> T again(Supplier<T> call) {
    try {
      return call.get();
    } catch (Throwable _) {
      return call.get();
    }
  }

  private void storm() throws Exception {
    for (Scheduler scheduler : List.of(own, global)) {
      ThreadFactory threads = threadsOf(scheduler);
      messages(threads);
      Unit.submit("fans out", () -> fanOut(scheduler), threads(threads));
      Unit.submit("nursery", () -> nursery(scheduler), threads(threads));
      for (int i = 0; i < 4; i++) {
        Unit.submit("sleeper", Victim::sleep, threads(threads));
        Unit.submit("locker", this::lockAndYield, threads(threads));
      }
      Unit.submit("hog", Victim::burn, threads(threads));
      Unit.submit("plain hog", Victim::burn, scheduler::execute);
      for (int i = 0; i < 3; i++) {
        Unit.submit("plain that waits", () -> waitInPlain(scheduler), scheduler::execute);
      }
      for (int i = 0; i < 50; i++) {
        Unit.submit("plain", () -> {}, scheduler::execute);
      }
      Unit.submit("parked", () -> parkedFromOutside(threads), Unit::run);
      Unit.submit("immortal", () -> immortal(scheduler), Unit::run);
    }
    Unit.submit("sockets", this::sockets, Unit::run);
    await();
    Thread.sleep(5); // all fall asleep
  }

  private static Unit.Starter threads(ThreadFactory factory) {
    return unit -> factory.newThread(unit).start();
  }

  private static void messages(ThreadFactory threads) {
    for (int pair = 0; pair < 3; pair++) {
      BlockingQueue<Integer> there =
          pair == 0 ? new SynchronousQueue<>() : new LinkedBlockingQueue<>();
      BlockingQueue<Integer> back = new LinkedBlockingQueue<>();
      Unit.submit(
          "asks",
          () -> {
            for (int i = 0; i < 100; i++) {
              there.put(i);
              back.take();
            }
          },
          threads(threads));
      Unit.submit(
          "answers",
          () -> {
            for (int i = 0; i < 100; i++) {
              back.put(there.take());
            }
          },
          threads(threads));
    }
  }

  private static void fanOut(Scheduler scheduler) throws Exception {
    List<Task<Object>> tasks = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      Unit.submit("one of many", () -> {}, unit -> tasks.add(spawn(scheduler, unit)));
      if (i % 10 == 0) {
        Unit.submit("plain of many", () -> {}, scheduler::execute);
      }
    }
    for (Task<Object> task : tasks) {
      task.join();
    }
  }

  private static Task<Object> spawn(Scheduler scheduler, Unit unit) {
    Task<Object> task = scheduler.spawn((Callable<Object>) unit);
    unit.mayFailWith(task);
    return task;
  }

  private static void nursery(Scheduler scheduler) throws Exception {
    List<Unit> units = new ArrayList<>();
    try (Nursery nursery = Nursery.open(scheduler)) {
      for (int i = 0; i < 10; i++) {
        Unit.submit(
            "in the nursery",
            Victim::sleep,
            unit -> {
              units.add(unit);
              unit.mayFailWith(nursery.spawn((Callable<Object>) unit));
            });
      }
      nursery.join();
    } catch (Throwable e) {
      units.forEach(Unit::giveUp); // the nursery has cancelled them
      throw e;
    }
  }

  private static void sleep() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      Thread.sleep(1);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // a yield is one way in
  private void lockAndYield() {
    for (int i = 0; i < 50; i++) {
      lock.lock();
      try {
        Thread.onSpinWait();
      } finally {
        lock.unlock();
      }
      Thread.yield();
    }
  }

  private static void burn() {
    long end = System.nanoTime() + 15_000_000;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  private static void waitInPlain(Scheduler scheduler) throws Exception {
    Unit.submit("joined", () -> {}, unit -> spawn(scheduler, unit).join());
    Unit.submit("got", () -> {}, unit -> scheduler.submit((Runnable) unit).get());
    Unit.submit("composed", () -> {}, unit -> CompletableFuture.runAsync(unit, scheduler).join());
    Unit.submit("blocked on", () -> {}, Smolscale::blockOn);
  }

  /// A platform thread wakes virtual ones, again and again: all workers sleep meanwhile.
  private static void parkedFromOutside(ThreadFactory threads) throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(2);
    List<Thread> parked = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread thread =
          threads.newThread(() -> {
            while (!stop.get()) {
              LockSupport.park();
            }
            ended.countDown();
          });
      parked.add(thread);
      thread.start();
    }
    for (int i = 0; i < 5; i++) {
      Thread.sleep(1);
      parked.forEach(LockSupport::unpark);
    }
    stop.set(true);
    parked.forEach(LockSupport::unpark);
    if (!ended.await(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("one that was unparked has not gone on");
    }
  }

  private static void immortal(Scheduler scheduler) throws InterruptedException {
    CountDownLatch runs = new CountDownLatch(20);
    try (Immortal immortal =
        Immortal.builder()
            .on(scheduler)
            .listener(_ -> {})
            .respawn(RespawnPolicy.fixedDelay(Duration.ofMillis(1)), runs::countDown)) {
      if (!runs.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException(immortal + " runs no more");
      }
    }
  }

  private void sockets() throws IOException, InterruptedException {
    List<Thread> both = new ArrayList<>();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ThreadFactory threads = threadsOf(global);
      Unit.submit(
          "server",
          () -> {
            try (Socket socket = server.accept()) {
              for (int i = 0; i < 30; i++) {
                socket.getOutputStream().write(socket.getInputStream().read());
              }
            }
          },
          unit -> start(threads, unit, both));
      Unit.submit(
          "client",
          () -> {
            try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
              for (int i = 0; i < 30; i++) {
                socket.getOutputStream().write(i);
                if (socket.getInputStream().read() != i) {
                  throw new IOException("not what was sent");
                }
                if (i % 10 == 0) {
                  Thread.sleep(2);
                }
              }
            }
          },
          unit -> start(threads, unit, both));
      for (Thread thread : both) {
        thread.join();
      }
    }
  }

  private static void start(ThreadFactory threads, Unit unit, List<Thread> both) {
    Thread thread = threads.newThread(unit);
    both.add(thread);
    thread.start();
  }

  // ---- after it

  private void thousand() throws Exception {
    for (Scheduler scheduler : List.of(own, global)) {
      for (int i = 0; i < 1_000; i++) {
        Unit.submit("plain after it", () -> {}, scheduler::execute);
        Unit.submit("virtual after it", () -> {}, threads(threadsOf(scheduler)));
        Unit.submit(
            "timer after it",
            () -> {
              Thread.sleep(1);
            },
            threads(threadsOf(scheduler)));
      }
    }
    for (int i = 0; i < 10; i++) {
      Unit.submit("sockets after it", this::sockets, Unit::run);
    }
    await();
  }

  private void close() throws InterruptedException {
    Unit.submit(
        "close",
        () -> {
          own.close();
        },
        unit -> Thread.ofPlatform().daemon().start(unit));
    await();
    if (!again(own::isTerminated)) { // close itself met the error
      own.close();
    }
  }
}
