package io.smolscale.stress.soak;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/// The tasks of one round, and what has gone wrong.
final class Ledger {
  private static final int SHOWN = 10;

  private final LongAdder pulse;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  /// @param pulse moves whenever a task begins or ends
  Ledger(LongAdder pulse) {
    this.pulse = pulse;
  }

  LongAdder pulse() {
    return pulse;
  }

  /// Enters a task that is about to be submitted.
  Entry open(String kind, boolean plain, Entry.Body body) {
    Entry entry = new Entry(this, numbers.incrementAndGet(), kind, plain, body);
    entries.add(entry);
    return entry;
  }

  void complain(String what) {
    complaints.add(what);
  }

  /// Complains of each entry that is so.
  void complainOf(Predicate<Entry> entry, String what) {
    entries.stream().filter(entry).limit(SHOWN).forEach(e -> complain(e + ": " + what));
  }

  /// What has gone wrong so far.
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  boolean isSettled() {
    return entries.stream().allMatch(Entry::isSettled);
  }

  /// Whoever closes the scheduler may have thrown away plain tasks that waited, and does not say
  /// which.
  void pardonDropped() {
    entries.stream().filter(e -> e.isPlain() && !e.hasBegun()).forEach(Entry::cancelled);
  }

  Census census() {
    Census census = new Census();
    entries.forEach(entry -> census.count(entry.fate(), 1));
    return census;
  }

  /// Some of the tasks that are not settled, for a report.
  List<String> unsettled() {
    return entries.stream().filter(e -> !e.isSettled()).limit(SHOWN).map(Entry::toString).toList();
  }
}
