package io.smolscale.cli.measure;

import java.util.Optional;

/// How the candidate compares with the baseline; below 1 is better.
///
/// @param value of the two medians over all rounds, so that it fits the figures it is shown with
/// @param min the candidate's best round, each round compared by itself
/// @param max its worst round
public record Ratio(double value, double min, double max) {
  /// Differences smaller than this are not worth the name, however steady.
  private static final double NEGLIGIBLE = 0.05;

  public enum Verdict {
    LESS,
    MORE,
    UNCLEAR
  }

  public static Optional<Ratio> of(double[] baseline, double[] candidate) {
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
    double value = Stats.median(candidate) / Stats.median(baseline);
    return Optional.of(new Ratio(value, Stats.min(ratios), Stats.max(ratios)));
  }

  /// How far the rounds lie apart, as a share of the whole's ratio.
  public double spread() {
    return (max - min) / value;
  }

  /// Only what held in every round counts as a difference.
  public Verdict verdict() {
    if (value < 1 - NEGLIGIBLE && max < 1) {
      return Verdict.LESS;
    }
    return value > 1 + NEGLIGIBLE && min > 1 ? Verdict.MORE : Verdict.UNCLEAR;
  }
}
