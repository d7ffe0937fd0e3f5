package io.smolscale.cli.share;

import java.util.Map;

/// Shares that nobody has measured.
public final class MadeUp {
  private static final double NANOS_OF_A_SAMPLE = 1e6;

  private MadeUp() {}

  /// One of a program that computes and switches, from this many samples of each.
  public static Share share(int program, int switching) {
    return new Share(
        Sampling.CPU_TIME,
        Map.of(
            Activity.PROGRAM,
            program * NANOS_OF_A_SAMPLE,
            Activity.SWITCHING,
            switching * NANOS_OF_A_SAMPLE),
        program + switching,
        0,
        0);
  }
}
