package io.smolscale.internal.jdk;

import org.jspecify.annotations.Nullable;

/// The virtual thread behind the object that the VM hands over to have it run. For the profile,
/// which hears of an end in no other way, and for recordings.
public final class ContinuedThread {
  private static final Seam<SmolscaleContinued> SEAM = Seam.reach(Need.MOUNTED_THREAD, new Bound());

  private ContinuedThread() {}

  /// Returns whether the virtual thread that was just run has ended; false where the JDK does not
  /// tell.
  public static boolean hasEnded(Runnable continued) {
    Thread thread = of(continued);
    return thread != null && thread.getState() == Thread.State.TERMINATED;
  }

  /// Returns the virtual thread that a runnable runs; null if it is no virtual thread's, or where
  /// the JDK does not tell.
  public static @Nullable Thread of(Runnable continued) {
    return SEAM instanceof Seam.Bound<SmolscaleContinued>(SmolscaleContinued path)
        ? path.of(StandIn.innermost(continued))
        : null;
  }

  /// No lambda: its type names the class that this defines first.
  private static final class Bound implements Seam.Reach<SmolscaleContinued> {
    @Override
    public SmolscaleContinued get() throws ReflectiveOperationException {
      Bridge.define(Thread.class, BridgeClasses.SMOLSCALE_CONTINUED);
      return new SmolscaleContinued();
    }
  }
}
