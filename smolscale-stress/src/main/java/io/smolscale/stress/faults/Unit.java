package io.smolscale.stress.faults;

import io.smolscale.Task;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A piece of work that must be done. Whoever meets the injected error in a call of its own may
/// give up; nobody else may.
final class Unit implements Runnable, Callable<Object> {
  /// Those that are not done.
  static final Set<Unit> OPEN = ConcurrentHashMap.newKeySet();

  /// What went wrong, for which there was no reason.
  static final ConcurrentLinkedQueue<String> FAILURES = new ConcurrentLinkedQueue<>();

  private final String name;
  private final Body body;
  private final AtomicInteger runs = new AtomicInteger();
  private volatile String failure = ""; // what it threw, if there was no reason

  /// Makes one that is to be done.
  Unit(String name, Body body) {
    this.name = name;
    this.body = body;
    OPEN.add(this);
  }

  /// Hands a unit to somebody who is to run it.
  static void submit(String name, Body body, Starter starter) {
    Unit unit = new Unit(name, body);
    try {
      starter.start(unit);
    } catch (Throwable e) {
      unit.threw(e);
      OPEN.remove(unit);
    }
  }

  /// What is to be done.
  interface Body {
    /// Does it.
    void run() throws Exception;
  }

  /// Has a unit run.
  interface Starter {
    /// Has it run, now or later.
    void start(Unit unit) throws Exception;
  }

  @Override
  public void run() {
    if (runs.incrementAndGet() > 1) {
      FAILURES.add(name + " ran twice");
    }
    try {
      body.run();
    } catch (Throwable e) {
      threw(e);
    } finally {
      OPEN.remove(this);
    }
  }

  @Override
  public Object call() {
    run();
    return name;
  }

  /// The unit is the body of a task: if that fails with the injected error, the error was its own.
  void mayFailWith(Task<?> task) {
    var _ = task.toCompletableFuture().handle((_, e) -> Hook.isCause(e) && OPEN.remove(this));
  }

  /// The unit has been cancelled, because somebody else met the injected error: it need not be
  /// done, and may have been interrupted.
  void giveUp() {
    OPEN.remove(this);
    FAILURES.remove(failure);
  }

  private void threw(Throwable e) {
    if (!Hook.isCause(e)) {
      failure =
          name
              + " threw "
              + e
              + " at "
              + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "");
      FAILURES.add(failure);
    }
  }

  @Override
  public String toString() {
    return name + (runs.get() > 0 ? " (begun)" : " (not begun)");
  }
}
