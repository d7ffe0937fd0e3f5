package io.smolscale.internal.jdk;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.SmolscaleTasks;
import org.jspecify.annotations.Nullable;

/// The platform threads that carry virtual threads, and hear what the JDK says to its own carriers:
/// *I am about to block* (`jdk.internal.misc.Blocker`).
///
/// The JDK says so before it forces a file, reads one directly or writes it synchronously, locks
/// one, polls a selector; to a thread of its class `CarrierThread` alone. So ours are of that
/// class, by way of a bridge class that leaves nothing else of it. What the JDK does differently
/// for its own carriers is in `VirtualThread`: where nothing is queued at a carrier, a thread that
/// goes on is handed to its pool by other methods (ours say that something is queued); and a thread
/// that is started by one on a carrier of the default scheduler goes to the pool's
/// `externalSubmit`, in an adapter ([#started]).
///
/// Where the seam is refused, a worker is a plain `ForkJoinWorkerThread`, for [SpinHint].
public final class WorkerThreads {
  private static final Seam<Boolean> SEAM = Seam.reach(Need.BLOCKING_HINTS, new Bound());
  private static final boolean IS_BOUND = SEAM instanceof Seam.Bound<?>;

  private static volatile @Nullable Class<?> continuations; // the class of what starts a thread

  private WorkerThreads() {}

  /// What a worker's thread does.
  public interface Work extends Runnable {
    /// The virtual thread that runs is about to block, and keeps this thread. It is not unmounted
    /// during the call. Never throws.
    ///
    /// @return whether [#goesOn] is to be called
    boolean blocks();

    /// The pool that its tasks see.
    ForkJoinPool pool();

    /// It does not block any more.
    void goesOn();
  }

  /// A thread of one of the two kinds.
  private interface OfWork {
    int queued();
  }

  /// What came of reaching for it.
  public static Seam<?> seam() {
    return SEAM;
  }

  /// Makes a thread that has not been started.
  ///
  /// @param forks where what its tasks fork lies
  public static Thread make(Work work, ForkQueue forks) {
    return IS_BOUND ? Hearing.make(work, forks) : Deaf.make(work, forks);
  }

  /// Returns how many tasks lie in the fork-join queue of a worker's thread.
  public static int queued(Thread thread) {
    return thread instanceof OfWork worker ? worker.queued() : 0;
  }

  /// What a thread does; null if it is none of these. On the way of each submission.
  public static @Nullable Work of(Thread thread) {
    // Final classes, each compared in one instruction; to ask for OfWork would search interfaces.
    if (IS_BOUND) {
      return thread instanceof Hearing worker ? worker.work : null;
    }
    return thread instanceof Deaf worker ? worker.work : null;
  }

  /// The virtual thread that the JDK starts in this adapter; null if it is something else.
  static @Nullable Runnable started(ForkJoinTask<?> task) {
    if (!IS_BOUND || !Bound.tasks) {
      return null;
    }
    Runnable runnable = SmolscaleTasks.adapted(task);
    return runnable != null && isContinuation(runnable.getClass()) ? runnable : null;
  }

  /// Returns whether it is of the class of `VirtualThread.runContinuation`: a lambda of
  /// `java.lang`.
  private static boolean isContinuation(Class<?> type) {
    if (type == continuations) {
      return true;
    }
    boolean is =
        type.isHidden()
            && type.getClassLoader() == null
            && type.getName().startsWith("java.lang.VirtualThread$$");
    if (is) {
      continuations = type;
    }
    return is;
  }

  /// No lambda: this is on the way of the first virtual thread.
  private static final class Bound implements Seam.Reach<Boolean>, Runnable {
    private static boolean tasks; // whether what the JDK starts can be told

    @Override
    public Boolean get() throws ReflectiveOperationException {
      Bridge.define(Thread.class, BridgeClasses.SMOLSCALE_CARRIER);
      if (Bridge.isReachable("jdk.internal.misc")) { // ours may be the default scheduler
        Bridge.define(ForkJoinTask.class, BridgeClasses.SMOLSCALE_TASKS);
        tasks = SmolscaleTasks.adapted(ForkJoinTask.adapt(this)) != null;
      }
      return Hearing.class.getSuperclass() == SmolscaleCarrier.class; // links it
    }

    @Override
    public void run() {}
  }

  private static final class Hearing extends SmolscaleCarrier implements OfWork {
    private final Work work;

    private Hearing(Work work, ForkQueue forks) {
      super(forks);
      this.work = work;
    }

    /// Here, so that the class around it can be verified before the bridge class is there.
    static Thread make(Work work, ForkQueue forks) {
      return new Hearing(work, forks);
    }

    /// What its tasks submit there is run; the queue of its own is for what they fork.
    @Override
    public ForkJoinPool getPool() {
      return work.pool();
    }

    /// Lists its fork-join queue, so that others can reach it, and [works][#onStart].
    @Override
    public void run() {
      try {
        super.run();
      } catch (Throwable e) {
        work.run(); // there was no memory to list the queue: it does without; or it has retired
      }
    }

    /// Works until it retires. What it throws then keeps the JDK from running a pool's worker here.
    @Override
    protected void onStart() {
      work.run();
      throw new Retired();
    }

    @Override
    protected boolean blocks() {
      return work.blocks();
    }

    @Override
    protected void goesOn() {
      work.goesOn();
    }
  }

  private static final class Deaf extends ForkJoinWorkerThread implements OfWork {
    private final Work work;

    private Deaf(Work work, ForkQueue forks) {
      super(OwnThreads.group(), forks, false); // false: nobody's thread locals
      this.work = work;
    }

    static Thread make(Work work, ForkQueue forks) {
      return new Deaf(work, forks);
    }

    @Override
    public int queued() {
      return getQueuedTaskCount();
    }

    /// What its tasks submit there is run; the queue of its own is for what they fork.
    @Override
    public ForkJoinPool getPool() {
      return work.pool();
    }

    /// Lists its fork-join queue, so that others can reach it, and [works][#onStart].
    @Override
    public void run() {
      try {
        super.run();
      } catch (Throwable e) {
        work.run(); // there was no memory to list the queue: it does without; or it has retired
      }
    }

    /// Works until it retires. What it throws then keeps the JDK from running a pool's worker here.
    @Override
    protected void onStart() {
      work.run();
      throw new Retired();
    }
  }

  private static final class Retired extends RuntimeException {
    private static final long serialVersionUID = 1;

    Retired() {
      super("the worker has retired", null, false, false);
    }
  }
}
