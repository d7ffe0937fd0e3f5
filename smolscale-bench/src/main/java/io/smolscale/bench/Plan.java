package io.smolscale.bench;

import java.util.List;
import java.util.stream.Stream;

/// How long a [Child] warms up and measures.
///
/// @param warmUpMillis before anything counts
/// @param samples how many runs count
/// @param sampleMillis about how long each of them takes
public record Plan(int warmUpMillis, int samples, int sampleMillis) {
  static final Plan NORMAL = new Plan(2_000, 5, 500);
  static final Plan QUICK = new Plan(1_000, 3, 300);

  /// This plan on the command line of a [Child].
  List<String> args() {
    return Stream.of(warmUpMillis, samples, sampleMillis).map(String::valueOf).toList();
  }
}
