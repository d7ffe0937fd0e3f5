package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.Log;
import io.smolscale.internal.jdk.Need;
import io.smolscale.internal.jdk.OwnThreads;
import io.smolscale.internal.jdk.Seam;
import io.smolscale.internal.jdk.ThreadStates;
import io.smolscale.internal.jdk.Vm;
import io.smolscale.internal.observe.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Remembers what stuck workers were doing: the last few, each with its stack.
///
/// The balancer calls it, after it has done everything else. It looks at most once a second, on a
/// thread of its own: to see a stack, the VM stops that one thread at its next safepoint, and a
/// loop may be long in coming to one. It looks at each task once, and once more for an audience
/// that was not there at the time: so a recording that begins has the tasks that have been stuck
/// for long.
///
/// What is written down was true: the worker was in the same task when it was found stuck and after
/// the stack was taken, and the virtual thread was mounted on it before and after. A task that was
/// over by then is left out.
public final class Witness {
  /// How many sightings are kept.
  static final int KEPT = 16;

  /// How much of a stack is kept, from its top.
  static final int FRAMES = 64;

  private static final int AT_ONCE = 4;
  private static final long NANOS_BETWEEN = 1_000_000_000;

  private final String crew;
  private final Vm vm;
  private final AtomicBoolean looking = new AtomicBoolean(); // its thread looks
  private final AtomicBoolean logging = new AtomicBoolean();
  private volatile List<Seen> kept = List.of(); // written by the one thread that looks
  private int told; // the balancer's: the last audience that was told of what is kept
  private long lookAgainAt; // the balancer's
  private boolean hasLooked; // the balancer's
  private List<Sighting> unlogged = List.of(); // guarded by this
  private long askAgainAt; // the balancer's: whether the log is in use

  Witness(String crew, Vm vm) {
    this.crew = crew;
    this.vm = vm;
  }

  /// A worker that is stuck in a task.
  ///
  /// @param task the number of the task: how many it had started
  record Suspect(Worker worker, long task) {
    private boolean isStillInIt() {
      return worker.holdings.isBusy() && worker.started() == task;
    }
  }

  /// What a stuck worker was doing.
  ///
  /// @param at when it was seen
  /// @param worker the name of the worker
  /// @param workerId the worker's thread id
  /// @param task the number of its task
  /// @param threadName the name of the virtual thread in which it was stuck, which may be empty;
  ///   the worker's own if it was in a plain task, or if the JDK does not tell
  /// @param threadId the id of that thread
  /// @param stack what that thread was doing, the top first
  public record Sighting(
      Instant at,
      String worker,
      long workerId,
      long task,
      String threadName,
      long threadId,
      List<StackTraceElement> stack) {

    private boolean isOf(Suspect suspect) {
      return workerId == suspect.worker.thread.threadId() && task == suspect.task;
    }
  }

  /// A sighting, and of whom.
  private record Seen(Suspect suspect, Sighting sighting) {}

  /// Looks at some of these, if it has not looked for a while. The balancer only.
  ///
  /// @param now the time of [System#nanoTime]
  void look(long now, List<Suspect> suspects) {
    serve(now);
    if (hasLooked && now - lookAgainAt < 0) {
      return;
    }
    List<Suspect> unknown = suspects.stream().filter(this::isUnknown).limit(AT_ONCE).toList();
    if (unknown.isEmpty()) {
      return;
    }
    hasLooked = true;
    lookAgainAt = now + NANOS_BETWEEN;
    boolean _ = startLooking(unknown);
  }

  /// Hands what was seen to the log, and to an audience that has come since. The balancer only, at
  /// each of its looks.
  ///
  /// @param now the time of [System#nanoTime]
  void serve(long now) {
    log(now);
    int audience = Events.presentAudience();
    if (audience != told && !isLooking()) { // a look has told those who were there
      List<Suspect> known =
          kept.stream().map(Seen::suspect).filter(Suspect::isStillInIt).limit(AT_ONCE).toList();
      if (audience == 0 || known.isEmpty() || startLooking(known)) {
        told = audience;
      }
    }
  }

  /// On a thread of its own, one at a time. To see a stack, the VM waits until that thread can be
  /// stopped; it may be in a loop where it cannot, and the balancer has others to see to.
  ///
  /// @return whether it has begun to look
  private boolean startLooking(List<Suspect> suspects) {
    boolean started = false;
    if (looking.compareAndSet(false, true)) {
      try {
        OwnThreads.daemon(crew + "-witness", () -> lookNow(suspects)).start();
        started = true;
      } catch (OutOfMemoryError _) {
        // no thread to be had: nobody is seen
      } finally {
        if (!started) {
          looking.set(false);
        }
      }
    }
    return started;
  }

  private void lookNow(List<Suspect> suspects) {
    try {
      for (Suspect suspect : suspects) {
        see(suspect);
      }
    } finally {
      looking.set(false);
    }
  }

  /// Returns whether it is about to take down a stack.
  boolean isLooking() {
    return looking.get();
  }

  private void see(Suspect suspect) {
    Worker worker = suspect.worker;
    Thread thread = vm.mountedOn(worker.thread);
    StackTraceElement[] stack = thread.getStackTrace();
    String kind = kind(worker, thread, stack);
    if (stack.length > 0 && vm.mountedOn(worker.thread) == thread && suspect.isStillInIt()) {
      List<StackTraceElement> top = List.of(Arrays.copyOf(stack, Math.min(stack.length, FRAMES)));
      Events heard = Events.listener();
      if (heard != null) {
        heard.stuck(crew, worker.name, kind, thread.getName(), thread.threadId(), top);
      }
      keep(
          suspect,
          new Sighting(
              Instant.now(),
              worker.thread.getName(),
              worker.thread.threadId(),
              suspect.task,
              thread.getName(),
              thread.threadId(),
              top));
    }
  }

  /// Returns what keeps a worker, in words for people.
  private static String kind(Worker worker, Thread thread, StackTraceElement[] stack) {
    boolean plain = thread == worker.thread;
    return switch (worker.thread.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING -> {
        if (plain) {
          yield "a plain task waits";
        }
        boolean initializes = false;
        for (StackTraceElement frame : stack) {
          initializes |= frame.getMethodName().equals("<clinit>");
        }
        yield initializes ? "pinned in a class initializer" : "pinned";
      }
      case NEW, RUNNABLE, TERMINATED ->
          worker.parker.isBlocking() || ThreadStates.waits(worker.systemNumber())
              ? "blocks in the system"
              : "runs";
    };
  }

  private boolean isUnknown(Suspect suspect) {
    return kept.stream().noneMatch(seen -> seen.sighting.isOf(suspect));
  }

  /// Keeps one sighting a task, and leaves the first to the log.
  private void keep(Suspect suspect, Sighting seen) {
    if (isUnknown(suspect)) {
      synchronized (this) {
        unlogged = latest(unlogged, seen);
      }
    }
    List<Seen> others = new ArrayList<>(kept);
    others.removeIf(one -> one.sighting.isOf(suspect));
    kept = latest(others, new Seen(suspect, seen));
  }

  private static <T> List<T> latest(List<T> old, T seen) {
    List<T> all = new ArrayList<>(old);
    all.add(seen);
    return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }

  /// What was seen, the latest last. Any thread.
  List<Sighting> kept() {
    return kept.stream().map(Seen::sighting).toList();
  }

  // ---- the log

  /// Hands what was seen to the [log][Log], now or when the program has one: a task may be stuck
  /// before `main` has configured it.
  private void log(long now) {
    if (now - askAgainAt >= 0 && anyUnlogged()) {
      askAgainAt = now + NANOS_BETWEEN;
      if (Log.isInUse()) {
        logUnlogged();
      }
    }
  }

  private synchronized boolean anyUnlogged() {
    return !unlogged.isEmpty();
  }

  private synchronized List<Sighting> takeUnlogged() {
    List<Sighting> taken = unlogged;
    unlogged = List.of();
    return taken;
  }

  /// On a thread of its own: a log may wait for a lock, and the thread that holds that may wait for
  /// a worker, and so for the balancer. While one waits, there is no other.
  private void logUnlogged() {
    if (!logging.compareAndSet(false, true)) {
      return;
    }
    boolean started = false;
    try {
      OwnThreads.daemon(crew + "-witness", this::logTaken).start();
      started = true;
    } catch (OutOfMemoryError _) {
      // no thread to be had: it is logged later
    } finally {
      if (!started) {
        logging.set(false);
      }
    }
  }

  private void logTaken() {
    try {
      takeUnlogged().forEach(Witness::log);
    } finally {
      logging.set(false);
    }
  }

  private static void log(Sighting seen) {
    Log.debug(() -> describe(seen));
  }

  private static String describe(Sighting seen) {
    StringBuilder text = new StringBuilder(1_000);
    text.append(seen.worker).append(" is stuck in thread #").append(seen.threadId);
    text.append(" \"").append(seen.threadName).append("\"; others take what waits behind it");
    if (Need.MOUNTED_THREAD.seam() instanceof Seam.Refused<?>(String reason)) {
      text.append(" (of a virtual thread it shows the worker's stack only: ")
          .append(reason)
          .append(')');
    }
    for (StackTraceElement frame : seen.stack) {
      text.append(System.lineSeparator()).append("    at ").append(frame);
    }
    return text.toString();
  }
}
