package io.smolscale.internal.jdk;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/// Virtual threads that run on an executor of our choice. The JDK has the constructor for its own
/// tests; it is not public.
public final class VirtualThreadBuilders {
  private static final Seam<Boolean> SEAM = Seam.reach(Need.VIRTUAL_THREAD_BUILDERS, new Bound());

  private VirtualThreadBuilders() {}

  /// What came of reaching for it.
  public static Seam<?> seam() {
    return SEAM;
  }

  /// Makes virtual threads, unstarted and without a name, that run on the executor.
  static Seam<ThreadFactory> factory(Executor executor) {
    if (SEAM instanceof Seam.Refused<?>(String reason)) {
      return new Seam.Refused<>(reason);
    }
    return new Seam.Bound<>(SmolscaleThreads.builder(executor).factory());
  }

  /// No lambda: this is on the way of the first virtual thread.
  private static final class Bound implements Seam.Reach<Boolean> {
    @Override
    public Boolean get() throws ReflectiveOperationException {
      var _ =
          Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder", false, null)
              .getDeclaredConstructor(Executor.class);
      Bridge.define(Thread.class, BridgeClasses.SMOLSCALE_THREADS);
      return true;
    }
  }
}
