package io.smolscale.bench.service;

import java.util.List;

/// At which rates services are measured, beside the highest that they bear.
sealed interface Rates {
  /// Shares of what the first side reaches, in percent.
  record Shares(List<Integer> percent) implements Rates {}

  /// The same for every service, in requests a second.
  record Given(List<Integer> perSecond) implements Rates {}

  /// How many there are.
  default int count() {
    return switch (this) {
      case Shares(List<Integer> percent) -> percent.size();
      case Given(List<Integer> perSecond) -> perSecond.size();
    };
  }

  /// A rate with its level.
  record Step(Level level, int perSecond) {}

  /// The rates of a service, the lowest first.
  ///
  /// @param reach what its first side reaches
  default List<Step> steps(int reach) {
    return switch (this) {
      case Shares(List<Integer> percents) ->
          percents.stream()
              .sorted()
              .map(percent ->
                  new Step(
                      new Level.Share(percent), Math.max(1, Math.round(reach * percent / 100f))))
              .toList();
      case Given(List<Integer> rates) ->
          rates.stream().sorted().map(rate -> new Step(new Level.Fixed(rate), rate)).toList();
    };
  }
}
