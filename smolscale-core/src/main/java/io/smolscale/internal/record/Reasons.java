package io.smolscale.internal.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What threads park for, as small numbers. The first few are fixed; the others are the classes of
/// what [LockSupport#getBlocker] tells, in the order in which they come.
///
/// What a thread parks for is asked just after its run: another worker may have it again by then,
/// so a reason may be that of its next wait.
final class Reasons {
  static final int GOES_ON = 0;
  static final int ENDED = 1;
  private static final int YIELDED = 2;
  private static final int TIMER = 3;
  private static final int SOCKET = 4; // parked, and no object to tell
  private static final int MONITOR = 5;
  private static final int UNKNOWN = 6;
  private static final int MOST = 256; // a byte

  private static final List<String> FIXED =
      List.of("goes on", "ended", "yielded", "timer", "socket", "monitor", "unknown");

  private final Map<Class<?>, Integer> numbers = new ConcurrentHashMap<>();
  private final List<String> names = new ArrayList<>(FIXED); // guarded by this

  /// Returns the number of what a thread waits for.
  ///
  /// @param thread null where the JDK does not tell which it was
  int of(@Nullable Thread thread) {
    if (thread == null) {
      return UNKNOWN;
    }
    return switch (thread.getState()) {
      case TERMINATED -> ENDED;
      case RUNNABLE, NEW -> YIELDED;
      case BLOCKED -> MONITOR;
      case WAITING -> blocker(thread, SOCKET);
      case TIMED_WAITING -> blocker(thread, TIMER);
    };
  }

  private int blocker(Thread thread, int without) {
    Object blocker = LockSupport.getBlocker(thread);
    if (blocker == null) {
      return without;
    }
    Integer known = numbers.get(blocker.getClass()); // which takes no lock
    return known != null ? known : number(blocker.getClass());
  }

  private synchronized int number(Class<?> type) {
    Integer known = numbers.get(type);
    if (known != null) {
      return known;
    }
    if (names.size() == MOST) {
      return UNKNOWN;
    }
    int number = names.size();
    names.add(type.getName());
    numbers.put(type, number);
    return number;
  }

  /// Returns their names, by number.
  synchronized List<String> names() {
    return List.copyOf(names);
  }
}
