package io.smolscale.internal.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// The platform thread under the current thread: itself, or the one that a virtual thread is
/// mounted on. Asked for on each submission, so the handle is a constant that the compiler sees
/// through.
public final class Carrier {
  private static final Seam<MethodHandle> SEAM =
      Seam.reach(
          Need.CARRIER,
          () ->
              MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                  .findStatic(
                      Thread.class, "currentCarrierThread", MethodType.methodType(Thread.class)));

  // Not a switch over the two: its bootstrap takes 8 ms, at the start of each JVM with the agent.
  private static final MethodHandle CURRENT =
      SEAM instanceof Seam.Bound<MethodHandle>(MethodHandle handle) ? handle : currentThread();

  private Carrier() {}

  /// What came of reaching for it.
  public static Seam<?> seam() {
    return SEAM;
  }

  /// The platform thread that runs this call; where the seam is refused, the current thread.
  public static Thread current() {
    try {
      return (Thread) CURRENT.invokeExact();
    } catch (Throwable e) { // neither handle throws
      throw new AssertionError(e);
    }
  }

  private static MethodHandle currentThread() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(Thread.class, "currentThread", MethodType.methodType(Thread.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Thread.currentThread", e);
    }
  }
}
