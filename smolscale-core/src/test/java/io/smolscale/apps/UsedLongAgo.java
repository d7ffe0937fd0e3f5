package io.smolscale.apps;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.concurrent.ForkJoinPool;

/// Has used virtual threads, whose carriers have ended since, says so, and waits for a line of
/// input: then it prints where another one runs. The carriers of the JDK's scheduler end after half
/// a minute; here they are told to end at once.
public final class UsedLongAgo {
  private UsedLongAgo() {}

  /// Runs it, with `java.lang` and `java.util.concurrent` open.
  public static void main(String[] args)
      throws IOException, InterruptedException, ReflectiveOperationException {
    Field field = Class.forName("java.lang.VirtualThread").getDeclaredField("DEFAULT_SCHEDULER");
    field.setAccessible(true);
    ForkJoinPool pool = (ForkJoinPool) field.get(null);
    Field keepAlive = ForkJoinPool.class.getDeclaredField("keepAlive");
    keepAlive.setAccessible(true);
    keepAlive.setLong(pool, 1);
    Thread.startVirtualThread(() -> {}).join();
    while (pool.getPoolSize() > 0) {
      Thread.sleep(1);
    }
    System.out.println("ready");
    var _ = System.in.read();
    Thread.startVirtualThread(() -> System.out.println(Thread.currentThread())).join();
  }
}
