package io.smolscale.cli.demo;

import java.util.List;
import java.util.OptionalDouble;

/// The windows of one side at one rate, one a round.
record Series(Contender contender, int rate, List<Window> windows) {
  Series {
    windows = List.copyOf(windows);
  }

  OptionalDouble median(Figure figure) {
    return Stats.median(values(figure));
  }

  /// How far the rounds lie apart, as a share of their median; 0 where there is nothing to tell.
  double spread(Figure figure) {
    double[] values = values(figure);
    double median = Stats.median(values).orElse(0);
    return median == 0 ? 0 : (Stats.max(values) - Stats.min(values)) / median;
  }

  double[] values(Figure figure) {
    return windows.stream().flatMapToDouble(window -> figure.of(window).stream()).toArray();
  }

  double medianDelayMicros() {
    return Stats.median(
            windows.stream().mapToDouble(window -> window.conditions().delayP99Micros()).toArray())
        .orElse(0);
  }

  long requests() {
    return windows.stream().mapToLong(Window::requests).sum();
  }

  long errors() {
    return windows.stream().mapToLong(Window::errors).sum();
  }

  double seconds() {
    return windows.stream().mapToDouble(Window::seconds).sum();
  }
}
