package io.smolscale.internal.record;

import io.smolscale.internal.jdk.OfClass;
import io.smolscale.internal.jdk.StandIn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The kinds of plain tasks, by class, as numbers from -1 down: a plain task has no number of its
/// own, and those of threads are positive.
final class Tasks {
  private static final int MOST = 10_000;
  private static final long OTHERS = -1; // those of all further classes

  private final Map<Class<?>, Long> numbers = new ConcurrentHashMap<>();
  private final List<String> names = new ArrayList<>(List.of("other tasks")); // guarded by this

  /// Returns the number of a task's kind.
  ///
  /// @param body what it runs
  long of(Runnable body) {
    Class<?> type = OfClass.of(StandIn.innermost(body));
    Long known = numbers.get(type); // which takes no lock
    return known != null ? known : number(type);
  }

  private synchronized long number(Class<?> type) {
    Long known = numbers.get(type);
    if (known != null) {
      return known;
    }
    if (names.size() == MOST) {
      return OTHERS;
    }
    names.add(type.getName());
    long number = -names.size();
    numbers.put(type, number);
    return number;
  }

  /// Returns their names, by number.
  synchronized Map<Long, String> names() {
    Map<Long, String> byNumber = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byNumber.put(-1L - i, names.get(i));
    }
    return byNumber;
  }
}
