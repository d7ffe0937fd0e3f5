package io.smolscale.cli.demo;

import io.smolscale.cli.measure.Stats;
import java.util.List;
import java.util.OptionalDouble;

/// The windows of one side at one rate, one a round.
record Series(Contender contender, int rate, List<Window> windows) {
  Series {
    windows = List.copyOf(windows);
  }

  OptionalDouble median(Figure figure) {
    double[] values = values(figure);
    return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Stats.median(values));
  }

  double[] values(Figure figure) {
    return windows.stream().flatMapToDouble(window -> figure.of(window).stream()).toArray();
  }

  double medianDelayMicros() {
    return Stats.median(
        windows.stream().mapToDouble(window -> window.conditions().delayP99Micros()).toArray());
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
