package io.smolscale.cli.demo;

import io.smolscale.cli.measure.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything that was measured; the reports are views of it.
///
/// @param rates in requests per second, as they were measured
/// @param peak what both sides managed without a pause, in requests per second
record Results(
    Environment environment, Plan plan, List<Integer> rates, double peak, List<Window> windows) {
  Results {
    rates = List.copyOf(rates);
    windows = List.copyOf(windows);
  }

  /// Where it was measured.
  record Environment(String jdk, String vendor, String os, int cores) {
    static Environment current() {
      return new Environment(
          Runtime.version().toString(),
          System.getProperty("java.vendor"),
          System.getProperty("os.name") + " " + System.getProperty("os.arch"),
          Runtime.getRuntime().availableProcessors());
    }
  }

  /// Both sides at one rate.
  record Comparison(Series baseline, Series candidate) {
    int rate() {
      return baseline.rate();
    }

    Optional<Ratio> ratio(Figure figure) {
      return Ratio.of(baseline.values(figure), candidate.values(figure));
    }

    List<Series> sides() {
      return List.of(baseline, candidate);
    }
  }

  List<Comparison> comparisons() {
    List<Comparison> comparisons = new ArrayList<>();
    for (int rate : rates) {
      comparisons.add(
          new Comparison(series(plan.baseline(), rate), series(plan.candidate(), rate)));
    }
    return comparisons;
  }

  private Series series(Contender contender, int rate) {
    List<Window> mine =
        windows.stream()
            .filter(window -> window.rate() == rate && window.contender().equals(contender.name()))
            .toList();
    return new Series(contender, rate, mine);
  }
}
