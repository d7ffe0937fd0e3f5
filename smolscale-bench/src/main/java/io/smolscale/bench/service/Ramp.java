package io.smolscale.bench.service;

import java.io.IOException;
import java.util.Optional;

/// Looks for the highest rate that a service bears, in a few steps.
///
/// It halves what lies between a rate that the service bore and one that it did not, until they are
/// close. A service that bears all that it was asked is asked for more.
final class Ramp {
  private static final int MOST_STEPS = 9;
  private static final double CLOSE = 1.04;
  private static final double GROWTH = 1.5;
  private static final int LEAST = 2; // requests a second

  private Ramp() {}

  /// Tries a rate.
  interface Attempt<T> {
    /// Returns what became of it.
    Step<T> at(int perSecond) throws IOException, InterruptedException, ServiceException;
  }

  /// What became of an attempt.
  sealed interface Step<T> {
    /// The service bore it.
    record Borne<T>(T figures) implements Step<T> {}

    /// It did not.
    ///
    /// @param byTheLoad whether the load could not keep up, rather than the service
    record Failed<T>(boolean byTheLoad) implements Step<T> {}
  }

  /// What was found.
  ///
  /// @param perSecond the highest rate that it bore; 0 if it bore none
  /// @param figures of the attempt at that rate
  /// @param above what failed just above it; empty if nothing did
  record Found<T>(int perSecond, Optional<T> figures, Optional<Step.Failed<T>> above) {
    /// Whether it was the load that could do no more.
    boolean limitedByTheLoad() {
      return above.isPresent() && above.get().byTheLoad();
    }
  }

  /// Looks for it.
  ///
  /// @param start where to begin
  static <T> Found<T> search(int start, Attempt<T> attempt)
      throws IOException, InterruptedException, ServiceException {
    Optional<T> best = Optional.empty();
    Optional<Step.Failed<T>> above = Optional.empty();
    double borne = 0;
    double failed = Double.POSITIVE_INFINITY;
    double rate = start;
    for (int i = 0; i < MOST_STEPS && rate >= LEAST && failed > borne * CLOSE; i++) {
      switch (attempt.at((int) rate)) {
        case Step.Borne<T>(T figures) -> {
          borne = (int) rate;
          best = Optional.of(figures);
        }
        case Step.Failed<T> step -> {
          failed = (int) rate;
          above = Optional.of(step);
        }
      }
      if (borne == 0) {
        rate = failed / 2;
      } else if (Double.isInfinite(failed)) {
        rate = borne * GROWTH;
      } else {
        rate = (borne + failed) / 2;
      }
    }
    return new Found<>((int) borne, best, above);
  }
}
