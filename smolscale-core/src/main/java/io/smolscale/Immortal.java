package io.smolscale;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A task that never ends by itself: it goes on until it is cancelled.
///
/// ```java
/// Immortal reader = Immortal.respawn(
///     RespawnPolicy.exponentialBackoff(Duration.ofMillis(10), Duration.ofMinutes(1)),
///     () -> readFrom(connect()));
/// …
/// reader.close(); // returns when it has really stopped
/// ```
///
/// It is a virtual thread of a scheduler. [#spawn] runs a body that loops by itself; [#respawn]
/// runs a body again and again, whether it returned or threw, with the pauses of a [RespawnPolicy].
/// [#builder] gives it a name, a scheduler, and a listener.
///
/// ## Failures
///
/// Whatever a body throws, an [Error] included, ends one run and not the immortal. Each failure
/// goes to the listener, or, if there is none, to the uncaught exception handler of its thread.
/// (Where there is no memory to tell a listener of a run, that handler hears of it.)
/// [SchedulerStats#immortals] counts respawns and failures, and names those that fail each time.
/// What a run throws after the immortal was cancelled is no failure, and is dropped.
///
/// ## The end
///
/// It ends when it is cancelled or closed, or when its scheduler is shut down, which cancels its
/// immortals because they would never finish. Cancelling interrupts the thread: a pause ends at
/// once, and a run when its body heeds the interrupt or is over. A body that swallows the interrupt
/// and returns is not run again. The global scheduler is never shut down, and its immortals do not
/// keep the JVM from exiting.
///
/// An interrupt from anybody else is an ordinary one: it ends a pause, or is the body's to heed;
/// each run begins without one.
///
/// All methods may be called from any thread.
public final class Immortal implements AutoCloseable {
  /// What an immortal does: once, or over and over.
  @FunctionalInterface
  public interface Body {
    /// Runs once. An interrupt means that it should stop.
    ///
    /// @throws Exception to fail
    void run() throws Exception;
  }

  /// Tells a listener about a run that is over.
  ///
  /// @param immortal the immortal that ran
  /// @param number which run it was, from 1
  /// @param lasted how long it took
  /// @param failure what it threw; null when it returned
  /// @param pause how long until the next run, zero for at once; null when there will be none
  public record Run(
      Immortal immortal,
      long number,
      Duration lasted,
      @Nullable Throwable failure,
      @Nullable Duration pause) {}

  private final String name;
  private final Immortals others;
  private final Lives lives;
  private final Task<@Nullable Void> task;

  private Immortal(Builder with, @Nullable Pauses pauses, Body body) {
    name = with.name == null ? "" : with.name;
    Spawner spawner = Spawner.of(with.scheduler == null ? Smolscale.scheduler() : with.scheduler);
    others = spawner.immortals();
    lives = new Lives(this, body, pauses, with.listener, others);
    task = spawner.unstarted(with.name, lives::live);
  }

  private Immortal start() {
    others.add(this); // before it starts: a shutdown sees it, or has refused it
    try {
      task.start();
    } catch (Throwable e) {
      others.remove(this);
      throw e;
    }
    return this;
  }

  /// Starts an immortal on the global scheduler whose body loops by itself. The type says that the
  /// body has no value to return: a lambda that can end other than by throwing does not compile. A
  /// body that throws, or returns `null` all the same, has failed, and the immortal is over.
  public static Immortal spawn(Callable<Void> body) {
    return builder().spawn(body);
  }

  /// Starts an immortal on the global scheduler that runs the body again and again.
  public static Immortal respawn(RespawnPolicy policy, Body body) {
    return builder().respawn(policy, body);
  }

  /// Returns a builder, to start an immortal with a name, a listener, or on another scheduler.
  public static Builder builder() {
    return new Builder(null, null, null);
  }

  // ---- its end

  /// Cancels the immortal, and waits until it has really stopped. An interrupt of the waiting
  /// thread does not end the wait; the interrupt status is set again on return. Cancelling an
  /// immortal that has stopped, or cancelling it again, does nothing.
  ///
  /// @throws IllegalStateException when called by the immortal itself, which would wait for its own
  ///   end
  public void cancel() {
    if (Thread.currentThread() == task.thread()) {
      throw new IllegalStateException(
          "an immortal cannot be cancelled by itself: it would wait for its own end");
    }
    requestCancel();
    task.awaitStop();
  }

  /// Does the same as [#cancel].
  @Override
  public void close() {
    cancel();
  }

  /// Tells it to stop, and does not wait.
  void requestCancel() {
    lives.cancel(); // before the interrupt: see Lives.live
    task.thread().interrupt();
  }

  // ---- what can be seen of it

  /// Returns the name, empty if it has none.
  public String name() {
    return name;
  }

  /// Returns whether it has not stopped yet.
  public boolean isAlive() {
    return task.thread().isAlive();
  }

  /// Returns the number of runs that have begun.
  public long runs() {
    return lives.runs();
  }

  /// Returns the number of runs that have failed.
  public long failures() {
    return lives.failures();
  }

  /// Returns what the last failed run threw, or null if none has failed.
  public @Nullable Throwable lastFailure() {
    return lives.lastFailure();
  }

  /// Returns the virtual thread that it runs on.
  public Thread thread() {
    return task.thread();
  }

  SchedulerStats.CrashLoop crashLoop() {
    return new SchedulerStats.CrashLoop(
        name, lives.failuresInARow(), String.valueOf(lives.lastFailure()));
  }

  @Override
  public String toString() {
    return "Immortal[\"%s\", %s, %d runs, %d failures]"
        .formatted(name, isAlive() ? "alive" : "stopped", runs(), failures());
  }

  /// Starts immortals. Immutable: each setting returns another builder.
  ///
  /// ```java
  /// Immortal.builder()
  ///     .name("reader")
  ///     .on(orders)
  ///     .listener(run -> log.info("reader ended: {}", run))
  ///     .respawn(RespawnPolicy.immediate(), this::read);
  /// ```
  public static final class Builder {
    private final @Nullable String name;
    private final @Nullable Scheduler scheduler;
    private final @Nullable Consumer<? super Run> listener;

    private Builder(
        @Nullable String name,
        @Nullable Scheduler scheduler,
        @Nullable Consumer<? super Run> listener) {
      this.name = name;
      this.scheduler = scheduler;
      this.listener = listener;
    }

    /// Returns a builder with this name, which its thread has too.
    public Builder name(String name) {
      return new Builder(Objects.requireNonNull(name, "name"), scheduler, listener);
    }

    /// Returns a builder for this scheduler, in place of the global one.
    public Builder on(Scheduler scheduler) {
      return new Builder(name, Objects.requireNonNull(scheduler, "scheduler"), listener);
    }

    /// Returns a builder with a listener, which is told of each run that has ended, in place of the
    /// uncaught exception handler. It is called in the immortal's thread, before the pause; what it
    /// throws goes to that handler, and changes nothing else.
    public Builder listener(Consumer<? super Run> listener) {
      return new Builder(name, scheduler, Objects.requireNonNull(listener, "listener"));
    }

    /// Starts an immortal whose body loops by itself: see [Immortal#spawn].
    ///
    /// @throws RejectedExecutionException when the scheduler is shut down
    public Immortal spawn(Callable<Void> body) {
      Objects.requireNonNull(body, "body");
      return new Immortal(
              this,
              null,
              () -> {
                body.call();
                throw new IllegalStateException("the body of an immortal has returned");
              })
          .start();
    }

    /// Starts an immortal that runs the body again and again: see [Immortal#respawn].
    ///
    /// @throws RejectedExecutionException when the scheduler is shut down
    public Immortal respawn(RespawnPolicy policy, Body body) {
      Objects.requireNonNull(policy, "policy");
      Objects.requireNonNull(body, "body");
      return new Immortal(this, new Pauses(policy), body).start();
    }
  }
}
