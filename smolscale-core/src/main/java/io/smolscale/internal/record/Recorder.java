package io.smolscale.internal.record;

import io.smolscale.internal.worker.Crews;
import org.jspecify.annotations.Nullable;

/// Switches recordings of all schedulers in this JVM on and off. One at a time.
public final class Recorder {
  private static @Nullable Recording current; // guarded by the class

  private Recorder() {}

  /// Begins one.
  ///
  /// @param runs how many runs are kept for each worker
  /// @param nanos how long it lasts at most
  /// @param longestWait the wait that ends it, in nanoseconds; 0 for none
  /// @throws IllegalArgumentException when one goes on
  public static synchronized void begin(int runs, long nanos, long longestWait) {
    Recording running = current;
    if (running != null && running.isOpen()) {
      throw new IllegalArgumentException("somebody else records here now; one at a time");
    }
    end();
    Recording recording = new Recording(runs, nanos, longestWait);
    current = recording;
    Crews.tap(recording);
  }

  /// Returns the last one; null if there was none, or it has been taken.
  public static synchronized @Nullable Recording current() {
    return current;
  }

  /// Ends it, and forgets it. Runs that wait in a queue by then are run as they are, and leave no
  /// trace.
  ///
  /// @return it; null if there was none
  public static synchronized @Nullable Recording end() {
    Recording recording = current;
    if (recording != null) {
      recording.close();
      Crews.tap(null);
    }
    current = null;
    return recording;
  }

  /// The time of a recording is over, and nobody has come for it: what it holds is dropped.
  static synchronized void forget(Recording recording) {
    if (current == recording) {
      end();
    }
  }
}
