package io.smolscale.pekko;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ManagedBlocker;
import org.jspecify.annotations.Nullable;
import scala.Function0;
import scala.concurrent.BlockContext;
import scala.concurrent.BlockContext$;
import scala.concurrent.CanAwait;
import scala.runtime.AbstractFunction0;
import scala.runtime.BoxedUnit;

/// One run of an actor, or another task of its dispatcher, as it would be in a thread of Pekko's.
///
/// It extends a Scala function because `BlockContext` takes one, and a task is one object less so.
abstract sealed class ActorTask extends AbstractFunction0<BoxedUnit> implements Runnable {
  private final Runnable task;
  private final Surroundings surroundings;
  private final InFlight inFlight;

  private ActorTask(Runnable task, Surroundings surroundings, InFlight inFlight) {
    this.task = task;
    this.surroundings = surroundings;
    this.inFlight = inFlight;
  }

  /// The task that this one runs, if it is one of ours.
  static Runnable inner(Runnable task) {
    return task instanceof ActorTask ours ? ours.task : task;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same loader, and not an equal one
  public void run() {
    try {
      Thread thread = Thread.currentThread();
      ClassLoader loader = surroundings.classLoader();
      // A worker's is set back behind the task, by the worker.
      if (loader != null && thread.getContextClassLoader() != loader) {
        thread.setContextClassLoader(loader);
      }
      enter();
    } catch (Throwable failure) { // an actor's own exceptions are its supervisor's; these are not
      failed(failure);
    } finally {
      inFlight.leave();
    }
  }

  /// Runs the task where it may say that it blocks.
  abstract void enter();

  @Override
  public final BoxedUnit apply() {
    task.run();
    return BoxedUnit.UNIT;
  }

  /// An interrupt that an actor has set, and Pekko reports as an exception, ends with the run.
  private void failed(Throwable failure) {
    if (!(failure instanceof InterruptedException)) {
      surroundings.failed(failure);
    }
  }

  /// As a plain task, on a worker.
  static final class OnWorker extends ActorTask {
    OnWorker(Runnable task, Surroundings surroundings, InFlight inFlight) {
      super(task, surroundings, inFlight);
    }

    @Override
    void enter() {
      BlockContext$.MODULE$.withBlockContext(Blocking.CONTEXT, this);
    }
  }

  /// On a virtual thread, which may block without saying so.
  static final class OnVirtualThread extends ActorTask {
    OnVirtualThread(Runnable task, Surroundings surroundings, InFlight inFlight) {
      super(task, surroundings, inFlight);
    }

    @Override
    void enter() {
      apply();
    }
  }

  /// Tells the scheduler of what Scala's `Await` and `blocking` announce, in the words that it
  /// hears from everybody.
  private static final class Blocking implements BlockContext {
    static final BlockContext CONTEXT = new Blocking();

    @Override
    @SuppressWarnings("NullAway") // a thunk may give null
    public <T> T blockOn(Function0<T> thunk, CanAwait permission) {
      Thunk<T> blocker = new Thunk<>(thunk);
      try {
        ForkJoinPool.managedBlock(blocker);
      } catch (InterruptedException e) {
        throw sneaky(e); // as Scala does: it has no checked exceptions
      }
      return blocker.value;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException sneaky(Throwable e) throws E {
      throw (E) e;
    }
  }

  private static final class Thunk<T> implements ManagedBlocker {
    private final Function0<T> thunk;
    private @Nullable T value;
    private boolean done;

    Thunk(Function0<T> thunk) {
      this.thunk = thunk;
    }

    @Override
    public boolean block() {
      value = thunk.apply();
      done = true;
      return true;
    }

    @Override
    public boolean isReleasable() {
      return done;
    }
  }
}
