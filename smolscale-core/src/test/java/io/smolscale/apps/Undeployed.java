package io.smolscale.apps;

import io.smolscale.Smolscale;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Deploys an application four times, each with a class loader of its own that is dropped when its
/// tasks are over, and drops virtual threads in several states. Then it counts what is left.
public final class Undeployed {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private Undeployed() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    List<WeakReference<?>> loaders = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      loaders.add(new WeakReference<>(deploy()));
    }
    System.out.println("loaders left: " + left(loaders));
    List<WeakReference<?>> threads =
        List.of(
            new WeakReference<>(Thread.ofVirtual().unstarted(() -> {})),
            new WeakReference<>(ended()),
            new WeakReference<>(parked()));
    System.out.println("threads left: " + left(threads));
  }

  private static Object deploy() throws Exception {
    Deployment loader = new Deployment();
    ((Runnable) loader.application().getDeclaredConstructor().newInstance()).run();
    return loader;
  }

  private static Thread ended() throws InterruptedException {
    Thread thread = Thread.ofVirtual().start(() -> {});
    thread.join();
    return thread;
  }

  private static Thread parked() throws InterruptedException {
    Object gate = new Object();
    Thread thread = Thread.ofVirtual().start(() -> LockSupport.park(gate));
    while (LockSupport.getBlocker(thread) == null) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return thread;
  }

  /// How many are not collected within the limit. Nothing else runs meanwhile.
  private static long left(List<WeakReference<?>> references) throws InterruptedException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (true) {
      System.gc();
      long left = references.stream().filter(reference -> !reference.refersTo(null)).count();
      if (left == 0 || System.nanoTime() - end > 0) {
        return left;
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static final class Deployment extends ClassLoader {
    private Class<?> application() throws IOException {
      String name = Application.class.getName();
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      }
    }
  }

  /// What is deployed: every task of it is code of its loader.
  public static final class Application implements Runnable {
    private final CountDownLatch over = new CountDownLatch(4);

    /// Called by name.
    public Application() {}

    @Override
    public void run() {
      Smolscale.scheduler()
          .execute(() -> {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
            Thread.currentThread().setUncaughtExceptionHandler((_, _) -> over.countDown());
            throw new IllegalStateException("heard of by the application");
          });
      Smolscale.scheduler()
          .execute(() -> {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
            over.countDown();
          });
      Thread.startVirtualThread(() -> {
        LockSupport.parkNanos(1_000_000);
        over.countDown();
      });
      Smolscale.spawn(() -> {
        Smolscale.scheduler().execute(() -> {});
        over.countDown();
      });
      try {
        over.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
