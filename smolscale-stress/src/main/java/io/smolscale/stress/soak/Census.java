package io.smolscale.stress.soak;

import java.util.EnumMap;
import java.util.Map;

/// How many tasks met which fate.
final class Census {
  private final Map<Entry.Fate, Long> counts = new EnumMap<>(Entry.Fate.class);

  synchronized void count(Entry.Fate fate, long more) {
    counts.merge(fate, more, Long::sum);
  }

  synchronized long of(Entry.Fate fate) {
    return counts.getOrDefault(fate, 0L);
  }

  /// Adds another's counts, which changes no more.
  void add(Census other) {
    for (Entry.Fate fate : Entry.Fate.values()) {
      count(fate, other.of(fate));
    }
  }

  @Override
  public String toString() {
    return "%,d tasks ran, %,d were refused, %,d given back, %,d cancelled"
        .formatted(
            of(Entry.Fate.ACCEPTED),
            of(Entry.Fate.REFUSED),
            of(Entry.Fate.RETURNED),
            of(Entry.Fate.CANCELLED));
  }
}
