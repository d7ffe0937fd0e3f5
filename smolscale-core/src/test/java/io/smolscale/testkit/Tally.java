package io.smolscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// Counts numbered things, each of which must come exactly once.
public final class Tally {
  private final AtomicIntegerArray seen;
  private final LongAdder marks = new LongAdder();

  /// For the numbers from 0 to `n - 1`.
  public Tally(int n) {
    seen = new AtomicIntegerArray(n);
  }

  /// The number has come.
  public void mark(int number) {
    seen.incrementAndGet(number);
    marks.increment();
  }

  /// How many have come, doubles counted twice.
  public long marks() {
    return marks.sum();
  }

  /// A task that marks the number.
  public Numbered task(int number) {
    return new Numbered(this, number);
  }

  /// Waits for all of them, then checks them.
  public void awaitEachOnce() throws InterruptedException {
    Eventually.holds("all " + seen.length() + " have come", () -> marks() >= seen.length());
    assertEachOnce();
  }

  /// None is missing, and none came twice.
  public void assertEachOnce() {
    int[] wrong = IntStream.range(0, seen.length()).filter(i -> seen.get(i) != 1).toArray();
    assertThat(wrong).as("numbers that were lost, or came twice").isEmpty();
  }

  /// A task with a number.
  ///
  /// @param tally where it is marked
  /// @param number which it is
  public record Numbered(Tally tally, int number) implements Runnable {
    @Override
    public void run() {
      tally.mark(number);
    }
  }
}
