package io.smolscale.internal.jdk;

import java.lang.reflect.Field;

/// The virtual thread behind the object that the VM hands over to have it run. For the profile,
/// which hears of an end in no other way.
///
/// That object is a method reference of the thread's: of a class that the JDK makes for it, whose
/// one field is the thread. It is found out with a thread that is never started.
public final class ContinuedThread {
  private static final Seam<Field> SEAM = Seam.reach(Need.MOUNTED_THREAD, ContinuedThread::reach);

  private ContinuedThread() {}

  /// Whether the virtual thread that was just run has ended. False where the JDK does not tell.
  public static boolean hasEnded(Runnable continued) {
    if (SEAM instanceof Seam.Bound<Field>(Field field)
        && field.getDeclaringClass().isInstance(continued)) {
      try {
        return field.get(continued) instanceof Thread thread
            && thread.getState() == Thread.State.TERMINATED;
      } catch (IllegalAccessException e) { // it is accessible
        throw new AssertionError(e);
      }
    }
    return false;
  }

  private static Field reach() throws ReflectiveOperationException {
    Thread unstarted = Thread.ofVirtual().unstarted(() -> {});
    Field continuation = unstarted.getClass().getDeclaredField("runContinuation");
    continuation.setAccessible(true);
    for (Field field : continuation.get(unstarted).getClass().getDeclaredFields()) {
      if (Thread.class.isAssignableFrom(field.getType())) {
        field.setAccessible(true);
        return field;
      }
    }
    throw new NoSuchFieldException("the thread of a runContinuation");
  }
}
