package io.smolscale.testkit;

/// The one dial for tests that repeat something: `-Dsmolscale.effort=20` for a long night.
public final class Effort {
  private static final int FACTOR = Integer.getInteger("smolscale.effort", 1);

  private Effort() {}

  /// How often to repeat what takes `n` rounds at effort 1.
  public static int times(int n) {
    return n * FACTOR;
  }
}
