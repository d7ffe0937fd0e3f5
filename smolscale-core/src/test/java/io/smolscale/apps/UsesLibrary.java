package io.smolscale.apps;

import io.smolscale.Scheduler;
import io.smolscale.SchedulerConfig;
import io.smolscale.Smolscale;
import io.smolscale.Task;

/// Uses the library's global scheduler, one of its own, and the JDK's threads, and prints where
/// each of them runs. Then it stays for as many milliseconds as it is told.
public final class UsesLibrary {
  private UsesLibrary() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    System.out.println("blockOn: " + Smolscale.blockOn(UsesLibrary::where));
    Task<String> task = Smolscale.spawn(UsesLibrary::where);
    System.out.println("spawn: " + task.join());
    System.out.println("nested: " + nest(20));
    System.out.println("plain: " + Smolscale.scheduler().submit(UsesLibrary::where).get());
    System.out.println("nested in plain: " + Smolscale.scheduler().submit(() -> nest(20)).get());
    try (Scheduler own = Scheduler.create(SchedulerConfig.DEFAULT.withName("own"))) {
      System.out.println("own: " + own.spawn(UsesLibrary::where).join());
    }
    Thread.startVirtualThread(() -> System.out.println("jdk: " + where())).join();
    System.out.println("balancers: " + threads("smolscale-balancer"));
    if (args.length > 0) {
      Thread.sleep(Long.parseLong(args[0]));
    }
  }

  private static int nest(int levels) throws Exception {
    return levels == 0 ? 0 : Smolscale.blockOn(() -> nest(levels - 1)) + 1;
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .count();
  }

  @SuppressWarnings("ThreadPriorityCheck") // to come back to a worker
  private static String where() {
    Thread.yield();
    return Thread.currentThread().toString();
  }
}
