package io.smolscale.internal.jdk;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The virtual threads that are alive: those that the JDK's own thread dump lists. For reports; the
/// JDK's list is walked, which takes some 50 nanoseconds for each thread.
public final class LiveThreads {
  private static final Seam<SmolscaleLives> SEAM = Seam.reach(Need.LIVE_THREADS, new Bound());

  private LiveThreads() {}

  /// Returns what came of reaching for them.
  public static Seam<?> seam() {
    return SEAM;
  }

  /// Returns whether the JDK lists every thread. With `-Djdk.trackAllThreads=false` it leaves out
  /// those that are parked and were started by no executor.
  public static boolean areAllListed() {
    return SEAM instanceof Seam.Bound<?> && SmolscaleLives.areTracked();
  }

  /// Has this done with each virtual thread that is alive and that a host runs; with none where the
  /// seam is refused. Threads come and go meanwhile.
  ///
  /// @param hosts which hosts' threads
  public static void forEach(Predicate<Host> hosts, Consumer<Thread> action) {
    if (SEAM instanceof Seam.Bound<SmolscaleLives>(SmolscaleLives lives)) {
      lives.forEach(thread -> {
        Executor scheduler = lives.scheduler(thread);
        if (scheduler instanceof VmExecutor executor && hosts.test(executor.host())) {
          action.accept(thread);
        }
      });
    }
  }

  /// Returns whether a virtual thread is on a platform thread at this moment.
  public static boolean isMounted(Thread thread) {
    return SEAM instanceof Seam.Bound<SmolscaleLives>(SmolscaleLives lives)
        && lives.isMounted(thread);
  }

  private static final class Bound implements Seam.Reach<SmolscaleLives> {
    @Override
    public SmolscaleLives get() throws ReflectiveOperationException {
      Bridge.define(Thread.class, BridgeClasses.SMOLSCALE_LIVES);
      try {
        SmolscaleLives lives = new SmolscaleLives();
        lives.scheduler(Thread.currentThread()); // links it
        boolean _ = SmolscaleLives.areTracked();
        return lives;
      } catch (InternalError e) { // so Unsafe says that there is no such field
        throw new NoSuchFieldException(e.getMessage());
      }
    }
  }
}
