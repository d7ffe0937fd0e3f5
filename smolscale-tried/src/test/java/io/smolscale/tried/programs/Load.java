package io.smolscale.tried.programs;

/// How much a program does at once.
public enum Load {
  /// A few threads, and nothing beside them.
  LIGHT(3, 0),
  /// Hundreds of threads, beside many that wake each other and compute.
  HEAVY(300, 500);

  private final int threads;
  private final int pairs;

  Load(int threads, int pairs) {
    this.threads = threads;
    this.pairs = pairs;
  }

  /// How many virtual threads do the work of the program.
  int threads() {
    return threads;
  }

  /// How many pairs of virtual threads talk to each other meanwhile.
  int pairs() {
    return pairs;
  }
}
