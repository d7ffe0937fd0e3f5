package java.lang;

import java.lang.reflect.Field;
import jdk.internal.misc.Unsafe;

/**
 * The virtual thread behind the object that the VM hands over to have it run, for smolscale's
 * reports. That object is a method reference of the thread's: of a class that the JDK makes for it,
 * whose one field is the thread. It is found with a thread that is never started.
 */
public final class SmolscaleContinued {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final Class<?> type;
  private final long offset;

  /**
   * Looks for the field.
   *
   * @throws NoSuchFieldException where this JDK has no such field
   */
  public SmolscaleContinued() throws NoSuchFieldException {
    Thread unstarted = Thread.ofVirtual().unstarted(() -> {});
    Field field = unstarted.getClass().getDeclaredField("runContinuation");
    type = UNSAFE.getReference(unstarted, UNSAFE.objectFieldOffset(field)).getClass();
    offset = UNSAFE.objectFieldOffset(threadOf(type));
  }

  private static Field threadOf(Class<?> type) throws NoSuchFieldException {
    for (Field field : type.getDeclaredFields()) {
      if (Thread.class.isAssignableFrom(field.getType())) {
        return field;
      }
    }
    throw new NoSuchFieldException("the thread of a runContinuation");
  }

  /** Returns the virtual thread; null if the object is not one of the VM's. */
  public Thread of(Runnable continued) {
    return type.isInstance(continued) ? (Thread) UNSAFE.getReference(continued, offset) : null;
  }
}
