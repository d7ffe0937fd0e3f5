package java.lang;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.stream.Stream;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.ThreadContainer;
import jdk.internal.vm.ThreadContainers;

/**
 * Which thread another one waits for, where the JDK knows and its thread dumps do not say: the
 * owner of a lock, the thread that runs a task, the thread whose end is awaited. For smolscale's
 * reports. A class apart, because a JDK may have moved these fields and nothing else.
 */
public final class SmolscaleHolders {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final long owner =
      UNSAFE.objectFieldOffset(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread");
  private final long runner = UNSAFE.objectFieldOffset(FutureTask.class, "runner");
  private final long termination = UNSAFE.objectFieldOffset(VirtualThread.class, "termination");
  private final long sync = UNSAFE.objectFieldOffset(CountDownLatch.class, "sync");

  /**
   * Looks for the fields.
   *
   * @throws InternalError where one is missing
   */
  public SmolscaleHolders() {}

  /** Returns all threads that the JDK's own thread dump would have. */
  public Stream<Thread> threads() {
    return threads(ThreadContainers.root());
  }

  private static Stream<Thread> threads(ThreadContainer in) {
    return Stream.concat(in.threads(), in.children().flatMap(SmolscaleHolders::threads));
  }

  /** Returns the thread that has a lock or runs a task; null for anything else, and for nobody. */
  public Thread holder(Object of) {
    Object thread =
        of instanceof AbstractOwnableSynchronizer
            ? UNSAFE.getReferenceVolatile(of, owner)
            : of instanceof FutureTask ? UNSAFE.getReferenceVolatile(of, runner) : null;
    return (Thread) thread;
  }

  /** Returns what threads park for that wait for the end of this one; null if none does. */
  public Object endOf(Thread thread) {
    Object latch =
        thread instanceof VirtualThread ? UNSAFE.getReferenceVolatile(thread, termination) : null;
    return latch == null ? null : UNSAFE.getReferenceVolatile(latch, sync);
  }
}
