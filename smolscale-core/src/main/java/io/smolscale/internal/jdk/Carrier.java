package io.smolscale.internal.jdk;

/// The platform thread under the current thread: itself, or the one that a virtual thread is
/// mounted on. Asked for on each submission, and one call that the compiler sees through.
public final class Carrier {
  private static final Seam<Boolean> SEAM = Seam.reach(Need.CARRIER, new Bound());

  // Not a switch over the two: its bootstrap takes 8 ms, at the start of each JVM.
  private static final boolean IS_BOUND = SEAM instanceof Seam.Bound<?>;

  private Carrier() {}

  /// What came of reaching for it.
  public static Seam<?> seam() {
    return SEAM;
  }

  /// The platform thread that runs this call; where the seam is refused, the current thread.
  public static Thread current() {
    return IS_BOUND ? SmolscaleThreads.carrier() : Thread.currentThread();
  }

  /// No lambda: this runs at the start of each JVM.
  private static final class Bound implements Seam.Reach<Boolean> {
    @Override
    public Boolean get() throws ReflectiveOperationException {
      Bridge.define(Thread.class, BridgeClasses.SMOLSCALE_THREADS);
      return SmolscaleThreads.carrier() != null;
    }
  }
}
