package io.smolscale.bench.result;

import java.util.List;
import java.util.stream.Stream;

/// How long a measured JVM warms up and measures.
///
/// @param warmUpMillis before anything counts
/// @param samples how many runs count
/// @param sampleMillis about how long each of them takes
public record Plan(int warmUpMillis, int samples, int sampleMillis) {
  public static final Plan NORMAL = new Plan(2_000, 5, 500);
  public static final Plan QUICK = new Plan(1_000, 3, 200);

  /// In words.
  public String words() {
    return "%d samples of %d ms after %d ms of warm-up"
        .formatted(samples, sampleMillis, warmUpMillis);
  }

  /// This plan on the command line of a measured JVM.
  public List<String> args() {
    return Stream.of(warmUpMillis, samples, sampleMillis).map(String::valueOf).toList();
  }
}
