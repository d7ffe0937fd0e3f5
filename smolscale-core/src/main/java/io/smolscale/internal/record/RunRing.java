package io.smolscale.internal.record;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last runs on one worker. When it is full, the oldest is overwritten.
///
/// The worker writes it, and somebody reads it once, at the end; each holds the lock for as long as
/// a few words take, the reader for as long as a copy does. Times are those of [System#nanoTime].
final class RunRing {
  private static final int WORDS = 6; // of a run: 48 bytes

  private final Thread worker;
  private final long[] words; // guarded by this, as is all below
  private long count; // how many runs have ended so far
  private @Nullable RecordedRun current;
  private long currentBegan;

  /// Makes an empty one.
  ///
  /// @param runs how many it holds
  RunRing(Thread worker, int runs) {
    this.worker = worker;
    words = new long[runs * WORDS];
  }

  /// A run.
  ///
  /// @param began when it began
  /// @param ended when it ended; -1 if it goes on
  /// @param thread the id of its virtual thread, or of a plain task's [kind][Tasks]
  /// @param since when it could run
  /// @param waker the thread that made it so
  /// @param wakersLane the platform thread that this one was on
  /// @param reason the number of what it parked for afterwards: see [Reasons]
  record Run(
      long began, long ended, long thread, long since, long waker, long wakersLane, int reason) {}

  Thread worker() {
    return worker;
  }

  synchronized void begin(RecordedRun run, long now) {
    current = run;
    currentBegan = now;
  }

  synchronized void end(RecordedRun run, long now, int reason) {
    int at = (int) (count % (words.length / WORDS)) * WORDS;
    words[at] = currentBegan;
    words[at + 1] = now;
    words[at + 2] = run.id();
    words[at + 3] = run.since();
    words[at + 4] = run.waker();
    words[at + 5] = run.wakersLane() << Byte.SIZE | reason;
    count++;
    current = null;
  }

  /// Returns how many runs have been overwritten.
  synchronized long lost() {
    return Math.max(0, count - words.length / WORDS);
  }

  /// The runs that it holds, the oldest first, with the one that goes on.
  synchronized List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    for (long i = lost(); i < count; i++) {
      int at = (int) (i % (words.length / WORDS)) * WORDS;
      long last = words[at + 5];
      runs.add(
          new Run(
              words[at],
              words[at + 1],
              words[at + 2],
              words[at + 3],
              words[at + 4],
              last >> Byte.SIZE,
              (int) (last & 0xFF)));
    }
    RecordedRun now = current;
    if (now != null) {
      runs.add(
          new Run(
              currentBegan,
              -1,
              now.id(),
              now.since(),
              now.waker(),
              now.wakersLane(),
              Reasons.GOES_ON));
    }
    return runs;
  }
}
