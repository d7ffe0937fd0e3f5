package io.smolscale.internal.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/// Virtual threads that run on an executor of our choice. The JDK has the constructor for its own
/// tests; it is not public.
public final class VirtualThreadBuilders {
  private static final Seam<MethodHandle> SEAM =
      Seam.reach(
          Need.VIRTUAL_THREAD_BUILDERS,
          () -> {
            Need.VIRTUAL_THREAD_BUILDERS.open();
            Class<?> builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
            return MethodHandles.privateLookupIn(builder, MethodHandles.lookup())
                .findConstructor(builder, MethodType.methodType(void.class, Executor.class))
                .asType(MethodType.methodType(Thread.Builder.OfVirtual.class, Executor.class));
          });

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
    try {
      Thread.Builder.OfVirtual builder =
          (Thread.Builder.OfVirtual) SEAM.orThrow().invokeExact(executor);
      return new Seam.Bound<>(builder.factory());
    } catch (Throwable e) { // the constructor only checks for null
      throw new AssertionError(e);
    }
  }
}
