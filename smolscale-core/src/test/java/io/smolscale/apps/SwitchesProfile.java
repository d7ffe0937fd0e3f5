package io.smolscale.apps;

import io.smolscale.Profile;
import io.smolscale.Scheduler;
import io.smolscale.SchedulerConfig;
import io.smolscale.testkit.Yield;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/// Switches the profile on and off while it runs, and prints what it finds: with `jvm`, of threads
/// of the JDK's factories, else of a scheduler of its own.
public final class SwitchesProfile {
  private static final int TASKS = 20;

  private SwitchesProfile() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("jvm")) {
      run(Thread.ofVirtual().factory());
    } else {
      try (Scheduler scheduler = Scheduler.create(SchedulerConfig.DEFAULT.withName("own"))) {
        run(scheduler.virtualThreads());
        Profile.start();
        scheduler.spawn("named", () -> 42).join();
        CountDownLatch ran = new CountDownLatch(1);
        scheduler.execute(ran::countDown);
        ran.await();
        awaitRuns();
        Profile.stop();
        print("named and plain");
        scheduler.spawn("late", () -> 42).join();
        print("off again");
      }
    }
  }

  private static void run(ThreadFactory threads) throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Thread early =
        threads.newThread(() -> {
          while (!stop.get()) {
            Yield.now();
          }
        });
    early.start();
    print("at first");
    Profile.start();
    Profile.start();
    for (int i = 0; i < TASKS; i++) {
      Thread task = threads.newThread(Yield::now);
      task.start();
      task.join();
    }
    Thread lambda = Lib.start(threads, () -> {});
    lambda.join();
    awaitRuns();
    print("on");
    Profile.stop();
    Profile.stop();
    print("stopped");
    stop.set(true);
    early.join();
  }

  /// A run is counted when it is over, which may be after whoever waits for it has heard of that.
  private static void awaitRuns() throws InterruptedException {
    while (Profile.take().rows().stream().anyMatch(row -> row.runs() < row.started())) {
      Thread.sleep(1);
    }
  }

  private static void print(String when) {
    Profile profile = Profile.take();
    for (Profile.Row row : profile.rows()) {
      System.out.println(
          when + ": " + profile.on() + " " + row.site() + " " + row.started() + " " + row.runs());
    }
    if (profile.rows().isEmpty()) {
      System.out.println(when + ": " + profile.on() + " no rows");
    }
  }

  /// As a library, which spawns in a lambda.
  private static final class Lib {
    static Thread start(ThreadFactory threads, Runnable body) {
      java.util.function.Supplier<Thread> later =
          () -> {
            Thread thread = threads.newThread(body);
            thread.start();
            return thread;
          };
      return later.get();
    }
  }
}
