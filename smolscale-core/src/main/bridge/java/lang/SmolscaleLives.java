package java.lang;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.ThreadContainer;
import jdk.internal.vm.ThreadContainers;

/**
 * Which virtual threads are alive, for smolscale's reports: those that the JDK's own thread dump
 * lists. A class apart from {@link SmolscaleThreads}, because a JDK may have moved what this needs
 * and nothing else.
 */
public final class SmolscaleLives {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final long scheduler;
  private final long carrier;

  /**
   * Looks for the fields.
   *
   * @throws InternalError where this JDK has no such field
   */
  public SmolscaleLives() {
    scheduler = UNSAFE.objectFieldOffset(VirtualThread.class, "scheduler");
    carrier = UNSAFE.objectFieldOffset(VirtualThread.class, "carrierThread");
  }

  /** Returns whether the JDK keeps a list of the threads that no executor has started. */
  public static boolean areTracked() {
    return ThreadContainers.trackAllThreads();
  }

  /** Has this done with each virtual thread that is alive now; some come and go meanwhile. */
  public void forEach(Consumer<Thread> action) {
    visit(ThreadContainers.root(), action);
  }

  private static void visit(ThreadContainer container, Consumer<Thread> action) {
    container.threads().filter(Thread::isVirtual).forEach(action);
    container.children().forEach(child -> visit(child, action));
  }

  /** Returns what runs a virtual thread; null for one of another kind. */
  public Executor scheduler(Thread thread) {
    return thread instanceof VirtualThread
        ? (Executor) UNSAFE.getReference(thread, scheduler)
        : null;
  }

  /** Returns whether a virtual thread has a platform thread at this moment. */
  public boolean isMounted(Thread thread) {
    return thread instanceof VirtualThread && UNSAFE.getReferenceVolatile(thread, carrier) != null;
  }
}
