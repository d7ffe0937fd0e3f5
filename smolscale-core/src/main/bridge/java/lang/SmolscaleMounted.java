package java.lang;

import jdk.internal.misc.Unsafe;
import jdk.internal.vm.Continuation;

/**
 * Which virtual thread a platform thread runs, for smolscale's reports. A class apart from {@link
 * SmolscaleThreads}, because a JDK may have moved these fields and nothing else.
 */
public final class SmolscaleMounted {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final Class<?> code;
  private final long target;
  private final long thread;

  /**
   * Looks for the fields.
   *
   * @throws ClassNotFoundException where this JDK has no such class
   * @throws InternalError where it has no such field
   */
  public SmolscaleMounted() throws ClassNotFoundException {
    code = Class.forName("java.lang.VirtualThread$VThreadContinuation$1");
    target = UNSAFE.objectFieldOffset(Continuation.class, "target");
    thread = UNSAFE.objectFieldOffset(code, "val$vthread");
  }

  /**
   * Returns the virtual thread that is mounted on a platform thread, or the platform thread. A
   * carrier knows its continuation, that knows what it runs, and that is of a class which was made
   * within the virtual thread.
   */
  public Thread on(Thread carrier) {
    Continuation mounted = carrier.getContinuation();
    Object runs = mounted == null ? null : UNSAFE.getReference(mounted, target);
    return code.isInstance(runs) ? (Thread) UNSAFE.getReference(runs, thread) : carrier;
  }
}
