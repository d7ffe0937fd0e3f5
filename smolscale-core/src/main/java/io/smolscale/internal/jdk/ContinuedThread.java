package io.smolscale.internal.jdk;

import java.lang.reflect.Field;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/// The virtual thread behind the object that the VM hands over to have it run. For the profile,
/// which hears of an end in no other way. Entry and agent only.
///
/// That object is a method reference of the thread's: of a class that the JDK makes for it, whose
/// one field is the thread. It is found out with a thread that is never started.
public final class ContinuedThread {
  private static final Seam<Place> SEAM = Seam.reach(Need.MOUNTED_THREAD, ContinuedThread::reach);

  private ContinuedThread() {}

  /// Where the thread is.
  private record Place(Class<?> type, long offset) {}

  /// Returns whether the virtual thread that was just run has ended; false where the JDK does not
  /// tell.
  public static boolean hasEnded(Runnable continued) {
    Thread thread = of(continued);
    return thread != null && thread.getState() == Thread.State.TERMINATED;
  }

  /// Returns the virtual thread; null where the JDK does not tell.
  public static @Nullable Thread of(Runnable continued) {
    return SEAM instanceof Seam.Bound<Place>(Place place)
            && place.type.isInstance(continued)
            && Unsafe.getUnsafe().getReference(continued, place.offset) instanceof Thread thread
        ? thread
        : null;
  }

  private static Place reach() throws ReflectiveOperationException {
    Unsafe unsafe = Unsafe.getUnsafe();
    Thread unstarted = Thread.ofVirtual().unstarted(() -> {});
    Field field = unstarted.getClass().getDeclaredField("runContinuation");
    Class<?> type = unsafe.getReference(unstarted, unsafe.objectFieldOffset(field)).getClass();
    for (Field part : type.getDeclaredFields()) {
      if (Thread.class.isAssignableFrom(part.getType())) {
        return new Place(type, unsafe.objectFieldOffset(part));
      }
    }
    throw new NoSuchFieldException("the thread of a runContinuation");
  }
}
