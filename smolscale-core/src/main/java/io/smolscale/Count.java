package io.smolscale;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// A count that many threads change at once, and that misses none for want of memory: an adder
/// makes a cell of its own for a thread that meets others.
final class Count {
  private final LongAdder most = new LongAdder();
  private final AtomicLong rest = new AtomicLong();

  /// Adds it. Throws nothing.
  void add(long more) {
    try {
      most.add(more); // throws before it has added anything
    } catch (Throwable _) {
      rest.getAndAdd(more);
    }
  }

  /// The sum. Exact when nobody adds.
  long sum() {
    return most.sum() + rest.get();
  }
}
