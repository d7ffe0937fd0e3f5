package io.smolscale.stress.soak;

import io.smolscale.Scheduler;
import io.smolscale.Smolscale;
import io.smolscale.Task;
import io.smolscale.stress.soak.Entry.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A scheduler, and all the ways to give it a task, which is entered in the ledger.
final class Stage {
  private final Scheduler scheduler;
  private final Ledger ledger;
  private final Semaphore workersToSpare;
  private final LongAdder thrown = new LongAdder();
  private final LongAdder told = new LongAdder();
  private volatile boolean endHasBegun;

  /// @param workersToSpare how many workers may be stuck until another task of the scheduler lets
  ///   them go
  Stage(Scheduler scheduler, Ledger ledger, int workersToSpare) {
    this.scheduler = scheduler;
    this.ledger = ledger;
    this.workersToSpare = new Semaphore(workersToSpare);
  }

  Scheduler scheduler() {
    return scheduler;
  }

  Ledger ledger() {
    return ledger;
  }

  // ---- tasks

  /// Submits a plain task.
  Entry plain(String kind, Body body) {
    Entry entry = ledger.open(kind, true, body);
    execute(entry, null);
    return entry;
  }

  /// Submits a plain task that can be cancelled.
  Promise promise(String kind, Body body) {
    Entry entry = ledger.open(kind, true, body);
    Promise promise = new Promise(entry);
    execute(entry, promise);
    return promise;
  }

  private void execute(Entry entry, @Nullable Promise promise) {
    try {
      scheduler.execute(promise == null ? entry : promise);
      entry.accepted(endHasBegun);
    } catch (RejectedExecutionException _) {
      entry.refused();
    }
  }

  /// Starts a virtual thread.
  ///
  /// @return null when it was refused
  @Nullable Thread virtual(String kind, Body body) {
    List<Thread> threads = group(kind, List.of(body));
    return threads.isEmpty() ? null : threads.getFirst();
  }

  /// Starts virtual threads that need each other: all, or none when one is refused.
  List<Thread> group(String kind, List<Body> bodies) {
    List<Entry> entries = bodies.stream().map(body -> ledger.open(kind, false, body)).toList();
    List<Thread> threads = new ArrayList<>();
    try {
      for (Entry entry : entries) {
        Thread thread = scheduler.virtualThreads().newThread(entry);
        thread.setUncaughtExceptionHandler(this::tell);
        threads.add(thread);
      }
    } catch (RejectedExecutionException _) {
      entries.forEach(Entry::refused);
      return List.of();
    }
    for (int i = 0; i < threads.size(); i++) {
      threads.get(i).start();
      entries.get(i).accepted(endHasBegun);
    }
    return threads;
  }

  /// Starts a virtual thread on the scheduler of the current virtual thread, by the JDK: no
  /// scheduler knows of it, nor waits for it.
  void inherited(String kind, Body body) {
    Entry entry = ledger.open(kind, false, body);
    Thread.ofVirtual().uncaughtExceptionHandler(this::tell).start(entry);
    entry.accepted(true);
  }

  /// Spawns a task, and cancels it.
  ///
  /// @param meanwhile what to do between
  void spawnAndCancel(String kind, Body body, Runnable meanwhile) {
    Entry entry = ledger.open(kind, false, body);
    try (Task<?> task = scheduler.spawn(entry)) {
      entry.cancelled();
      meanwhile.run();
      task.cancel();
    } catch (RejectedExecutionException _) {
      entry.refused();
    }
  }

  /// Does something on the current thread, on the scheduler, or on another scheduler.
  ///
  /// @param waits whether it may wait for other tasks, which a plain task had better not do
  void somewhere(RandomGenerator random, boolean waits, Body deed) throws Exception {
    switch (random.nextInt(waits ? 3 : 4)) {
      case 0 -> deed.run();
      case 1 -> virtual("deed", deed);
      case 2 -> elsewhere(deed);
      default -> plain("deed", deed);
    }
  }

  private void elsewhere(Body deed) {
    Entry entry = ledger.open("deed from elsewhere", false, deed);
    Smolscale.spawn(entry).detach();
    entry.accepted(true);
  }

  // ---- workers that get stuck

  /// Asks whether so many workers may be stuck until another task of the scheduler lets them go.
  boolean mayStick(int workers) {
    return workersToSpare.tryAcquire(workers);
  }

  /// They are free again, or never got stuck.
  void unstick(int workers) {
    workersToSpare.release(workers);
  }

  // ---- failures

  /// A task is about to throw something [deliberate][Entry#isDeliberate] that its handler must hear
  /// of.
  void willThrow() {
    thrown.increment();
  }

  /// The handler of all tasks here.
  void tell(Thread thread, Throwable e) {
    if (Entry.isDeliberate(e)) {
      told.increment();
    } else {
      ledger.complain(thread + " threw " + e + " at " + List.of(e.getStackTrace()));
    }
  }

  /// Whether the handler has heard of all that was thrown, and nothing twice.
  boolean allTold() {
    return told.sum() == thrown.sum();
  }

  String toldOfThrown() {
    return "the handler heard of %d of %d failures".formatted(told.sum(), thrown.sum());
  }

  // ---- the end

  /// From now on the scheduler may refuse.
  void beginEnd() {
    endHasBegun = true;
  }

  boolean endHasBegun() {
    return endHasBegun;
  }
}
