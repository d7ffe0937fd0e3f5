package io.smolscale.internal.jdk;

/// What a platform thread runs, as seen by another one: the virtual thread that is mounted on it.
/// For reports.
///
/// The answer was true at some moment; a reader who needs to know about a span of time asks again.
/// (To walk all virtual threads and ask each for its carrier would take longer.)
public final class MountedThread {
  private static final Seam<SmolscaleMounted> SEAM = Seam.reach(Need.MOUNTED_THREAD, new Bound());

  private MountedThread() {}

  /// Returns what came of reaching for it.
  public static Seam<?> seam() {
    return SEAM;
  }

  /// Returns the virtual thread that is mounted on this platform thread; the platform thread itself
  /// if none is, or where the seam is refused.
  public static Thread on(Thread carrier) {
    return on(SEAM, carrier);
  }

  static Thread on(Seam<?> seam, Thread carrier) {
    return seam instanceof Seam.Bound<?>(SmolscaleMounted path) ? path.on(carrier) : carrier;
  }

  /// No lambda: this is on the way of the first virtual thread.
  private static final class Bound implements Seam.Reach<SmolscaleMounted> {
    @Override
    public SmolscaleMounted get() throws ReflectiveOperationException {
      Bridge.define(Thread.class, BridgeClasses.SMOLSCALE_MOUNTED);
      try {
        return new SmolscaleMounted();
      } catch (InternalError e) { // so Unsafe says that there is no such field
        throw new NoSuchFieldException(e.getMessage());
      }
    }
  }
}
