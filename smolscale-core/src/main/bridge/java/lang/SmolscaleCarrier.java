package java.lang;

import java.util.concurrent.ForkJoinPool;
import jdk.internal.misc.CarrierThread;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.Continuation;

/**
 * A carrier to which the JDK says when a virtual thread on it is about to block and keeps it. It
 * says so to its own kind of carriers only, so this is one; what the JDK does with these besides is
 * turned off here: each has a task queued as far as the JDK can see, so that a thread that goes on
 * is submitted as from any other thread.
 *
 * <p>In this package, because everybody who gets us to virtual threads has opened it. Not for
 * anybody else.
 */
@SuppressWarnings("exports") // CarrierThread is: only the JDK casts to it
public abstract class SmolscaleCarrier extends CarrierThread {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long LOADER = UNSAFE.objectFieldOffset(Thread.class, "contextClassLoader");
  private static final long HANDLER =
      UNSAFE.objectFieldOffset(Thread.class, "uncaughtExceptionHandler");

  private boolean blocking; // the thread's own, or of the virtual thread on it

  /** Makes a carrier of the JDK's group, with the system's class loader and nobody's values. */
  protected SmolscaleCarrier(ForkJoinPool pool) {
    super(pool);
  }

  /** Is told that the current virtual thread may block. Returns whether to be told of the end. */
  protected abstract boolean blocks();

  /** Is told that it does not block any more. */
  protected abstract void goesOn();

  @Override
  public final boolean beginBlocking() {
    if (blocking) {
      return false;
    }
    Continuation.pin();
    try {
      blocking = blocks();
    } finally {
      Continuation.unpin();
    }
    return blocking;
  }

  /** Called at each unmount, too. */
  @Override
  public final void endBlocking() {
    if (blocking) {
      blocking = false;
      goesOn();
    }
  }

  /** Returns 1: the JDK asks at each yield, and wants to know whether it is 0. */
  @Override
  public final int getQueuedTaskCount() {
    return 1;
  }

  /** Returns how many tasks are queued. */
  public final int queued() {
    return super.getQueuedTaskCount();
  }

  /** Sets it: the JDK's carriers run nothing that could want to, and refuse. */
  @Override
  public final void setContextClassLoader(ClassLoader loader) {
    UNSAFE.putReferenceVolatile(this, LOADER, loader);
  }

  /** Sets it, likewise. */
  @Override
  public final void setUncaughtExceptionHandler(UncaughtExceptionHandler handler) {
    UNSAFE.putReferenceVolatile(this, HANDLER, handler);
  }

  /** Keeps the current virtual thread on its carrier. */
  public static void pin() {
    Continuation.pin();
  }

  /** Ends that. */
  public static void unpin() {
    Continuation.unpin();
  }
}
