package io.smolscale.internal.jdk;

import java.lang.reflect.Field;

/// What a platform thread runs, as seen by another one: the virtual thread that is mounted on it.
/// For reports.
///
/// A carrier knows its continuation, that knows what it runs, and that is of a class which was made
/// within the virtual thread: three fields to follow, however many threads there are. (To walk all
/// virtual threads and ask each for its carrier would need the same package opened.) The answer was
/// true at some moment; who needs to know about a span of time asks again.
public final class MountedThread {
  private static final Seam<Path> SEAM =
      Seam.reach(
          Need.MOUNTED_THREAD,
          () -> {
            Need.MOUNTED_THREAD.open();
            return new Path(
                open(Thread.class, "cont"),
                open(Class.forName("jdk.internal.vm.Continuation"), "target"),
                open(
                    Class.forName("java.lang.VirtualThread$VThreadContinuation$1"), "val$vthread"));
          });

  private MountedThread() {}

  /// What came of reaching for it.
  public static Seam<?> seam() {
    return SEAM;
  }

  /// The virtual thread that is mounted on this platform thread; the platform thread itself if none
  /// is, or where the seam is refused.
  public static Thread on(Thread carrier) {
    return on(SEAM, carrier);
  }

  static Thread on(Seam<Path> seam, Thread carrier) {
    return switch (seam) {
      case Seam.Bound<Path>(Path path) -> path.follow(carrier);
      case Seam.Refused<Path> _ -> carrier;
    };
  }

  private static Field open(Class<?> in, String name) throws NoSuchFieldException {
    Field field = in.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /// From a carrier to what is mounted on it.
  ///
  /// @param continuation of a thread: what it runs, or null
  /// @param target of a continuation: the code in it
  /// @param thread of the code in the continuation of a virtual thread: that thread
  record Path(Field continuation, Field target, Field thread) {
    Thread follow(Thread carrier) {
      try {
        Object mounted = continuation.get(carrier);
        Object code = mounted == null ? null : target.get(mounted);
        return thread.getDeclaringClass().isInstance(code) ? (Thread) thread.get(code) : carrier;
      } catch (IllegalAccessException e) { // they are open
        throw new AssertionError(e);
      }
    }
  }
}
