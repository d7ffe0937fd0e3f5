package io.smolscale.cli.demo;

import java.util.Optional;

/// How the candidate compares with the baseline, round by round; below 1 is better.
///
/// @param median of the rounds' ratios
/// @param min the best round
/// @param max the worst round
record Ratio(double median, double min, double max) {
  /// Differences smaller than this are not worth the name, however steady.
  private static final double NEGLIGIBLE = 0.05;

  enum Verdict {
    LESS,
    MORE,
    UNCLEAR
  }

  static Optional<Ratio> of(double[] baseline, double[] candidate) {
    if (baseline.length == 0 || baseline.length != candidate.length) {
      return Optional.empty();
    }
    double[] ratios = new double[baseline.length];
    for (int i = 0; i < ratios.length; i++) {
      if (baseline[i] == 0) {
        return Optional.empty();
      }
      ratios[i] = candidate[i] / baseline[i];
    }
    return Stats.median(ratios).stream()
        .mapToObj(median -> new Ratio(median, Stats.min(ratios), Stats.max(ratios)))
        .findFirst();
  }

  /// Only what held in every round counts as a difference.
  Verdict verdict() {
    if (median < 1 - NEGLIGIBLE && max < 1) {
      return Verdict.LESS;
    }
    return median > 1 + NEGLIGIBLE && min > 1 ? Verdict.MORE : Verdict.UNCLEAR;
  }
}
