package io.smolscale.internal.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;

/// Builders of virtual threads that run on an executor of our choice. The JDK has the constructor
/// for its own tests; it is not public.
public final class VirtualThreadBuilders {
  private static final Seam<MethodHandle> SEAM =
      Seam.reach(
          Need.VIRTUAL_THREAD_BUILDERS,
          () -> {
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

  /// A new builder, whose threads run on the executor.
  ///
  /// @throws UnsupportedOperationException when the seam is refused, with what opens it
  public static Thread.Builder.OfVirtual on(Executor executor) {
    return switch (SEAM) {
      case Seam.Bound<MethodHandle>(MethodHandle constructor) -> {
        try {
          yield (Thread.Builder.OfVirtual) constructor.invokeExact(executor);
        } catch (Throwable e) { // the constructor only checks for null
          throw new AssertionError(e);
        }
      }
      case Seam.Refused<MethodHandle>(String reason) ->
          throw new UnsupportedOperationException(reason);
    };
  }
}
