package io.smolscale.cli.top;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How long sampled tasks waited for a worker, as the JVM answers.
///
/// @param counts how many waited, by the nanoseconds below which their bucket ends
record Delays(SortedMap<Long, Long> counts) {
  /// Returns those of a scheduler, since its start.
  static Delays of(Scheduler scheduler) {
    SortedMap<Long, Long> counts = new TreeMap<>();
    for (Object bucket : Scheduler.list(scheduler.json().get("waits"))) {
      if (bucket instanceof java.util.List<?> pair && pair.size() == 2) {
        counts.put(Scheduler.number(pair.get(0)), Scheduler.number(pair.get(1)));
      }
    }
    return new Delays(counts);
  }

  /// Returns those that have come since an earlier answer.
  Delays since(Delays then) {
    SortedMap<Long, Long> rest = new TreeMap<>();
    counts.forEach((end, count) -> {
      long more = count - then.counts.getOrDefault(end, 0L);
      if (more > 0) {
        rest.put(end, more);
      }
    });
    return new Delays(rest);
  }

  /// Returns how many there are.
  long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Returns the nanoseconds below which that part of them waited; 0 if there are none.
  ///
  /// @param part from 0 to 1
  long quantile(double part) {
    long rank = (long) Math.ceil(part * count());
    long seen = 0;
    for (Map.Entry<Long, Long> bucket : counts.entrySet()) {
      seen += bucket.getValue();
      if (seen >= rank) {
        return bucket.getKey();
      }
    }
    return 0;
  }
}
