package io.smolscale.internal.observe;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Finds out what a parked thread waits for: from its state and from what it names as its blocker
/// where these suffice, which costs nothing, else from its stack.
public final class Reasons {
  private static final String LOCKS = "java.util.concurrent.locks.";
  private static final String CONDITION = LOCKS + "AbstractQueuedSynchronizer$ConditionObject";
  private static final String LONG_CONDITION =
      LOCKS + "AbstractQueuedLongSynchronizer$ConditionObject";

  private Reasons() {}

  /// Returns what the thread waits for, or null where only its stack tells.
  ///
  /// @param state the thread's, a moment ago
  public static @Nullable Reason withoutStack(Thread thread, Thread.State state) {
    if (state == Thread.State.BLOCKED) {
      return Reason.LOCK;
    }
    Object blocker = LockSupport.getBlocker(thread);
    if (blocker == null) {
      return null;
    }
    String type = blocker.getClass().getName();
    if (type.equals(CONDITION) || type.equals(LONG_CONDITION)) {
      return null; // of a queue, perhaps
    }
    if (isQueue(type)) {
      return Reason.QUEUE;
    }
    if (type.startsWith(LOCKS)) {
      return Reason.LOCK;
    }
    return type.startsWith("java.util.concurrent.") ? Reason.CONDITION : null;
  }

  /// Returns what a thread waits for that has this stack.
  ///
  /// @param state the thread's, a moment ago
  public static Reason of(StackTraceElement[] stack, Thread.State state) {
    boolean waits = false; // for a condition, of a queue perhaps
    for (StackTraceElement frame : stack) {
      String type = frame.getClassName();
      String method = frame.getMethodName();
      if (type.startsWith("sun.nio.ch.")) {
        return Reason.SOCKET;
      }
      if (isQueue(type)) {
        return Reason.QUEUE;
      }
      if (type.equals("java.lang.Thread") && method.startsWith("sleep")) {
        return Reason.SLEEP;
      }
      if (type.equals(CONDITION)
          || type.equals(LONG_CONDITION)
          || (type.equals("java.lang.Object") && method.startsWith("wait"))) {
        waits = true;
      } else if (waits || isFuture(type) || isJoin(type, method)) {
        return Reason.CONDITION;
      } else if (type.startsWith(LOCKS)
          && !type.equals(LOCKS + "LockSupport")
          && !type.startsWith(LOCKS + "AbstractQueued")) {
        return Reason.LOCK;
      } else if (!isMachinery(type)) {
        break; // code of the program's: it has parked by itself
      }
    }
    return waits
        ? Reason.CONDITION
        : state == Thread.State.TIMED_WAITING ? Reason.TIMER : Reason.OTHER;
  }

  private static boolean isQueue(String type) {
    if (!type.startsWith("java.util.concurrent.")) {
      return false;
    }
    int inner = type.indexOf('$');
    String outer = inner < 0 ? type : type.substring(0, inner);
    return outer.endsWith("Queue") || outer.endsWith("Deque") || outer.endsWith(".Exchanger");
  }

  private static boolean isFuture(String type) {
    return type.startsWith("java.util.concurrent.")
        && !type.startsWith(LOCKS)
        && !type.startsWith("java.util.concurrent.ForkJoinPool");
  }

  private static boolean isJoin(String type, String method) {
    return type.equals("java.lang.Thread") && method.startsWith("join");
  }

  private static boolean isMachinery(String type) {
    return type.startsWith("java.lang.")
        || type.startsWith("jdk.internal.")
        || type.startsWith("java.util.concurrent.");
  }
}
